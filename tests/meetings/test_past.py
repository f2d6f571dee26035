"""Meetings of the past: entered, corrected and told apart when somebody finds the papers; the sums stay."""

import pytest

from tests.cast import in_two, signed_in
from tests.meetings.test_calling import a_meeting
from tovchoo.findings.figures import figures_of
from tovchoo.kernel.policy import Refused
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import correct, register, tell_apart
from tovchoo.plans.models import Plan

SEVERAL = "working-group-nap5-others"


def full_meetings() -> int:
    return figures_of(Plan.objects.get(pk="nap5"))["meetings.full"].value


def test_one_of_several_becomes_known_and_the_sum_stays(cast, page):
    assert full_meetings() == 4
    form = {"title_mn": "Гурав дахь хурал", "title_en": "Third meeting", "date": "2023-12", "reason": "its minutes"}
    answer = signed_in(cast.saraa).post(f"/en/workspace/meetings/{SEVERAL}/tell-apart/", form)
    one = Meeting.objects.get(title__en="Third meeting")
    assert answer["Location"] == one.get_absolute_url() and (one.kind, one.date.text, one.count) == (
        "full",
        "2023-12",
        1,
    )
    assert Meeting.objects.get(pk=SEVERAL).count == 1 and full_meetings() == 4
    assert "its minutes" in page(f"/en/history/meeting/{SEVERAL}/") and "Third meeting" in page(
        "/en/plans/nap5/process/"
    )


def test_what_stands_for_one_is_not_told_apart_any_further(cast):
    tell_apart(Meeting.objects.get(pk=SEVERAL), {"title": in_two("Нэг", "One")}, reason="x", by=cast.saraa)
    with pytest.raises(Refused, match="one meeting only"):
        tell_apart(Meeting.objects.get(pk=SEVERAL), {"title": in_two("Хоёр", "Two")}, reason="x", by=cast.saraa)


def test_a_meeting_of_the_past_is_entered_and_corrected_with_a_reason(cast, page):
    entry = register(Meeting(kind="workshop", forum=cast.group, title=in_two("Сургалт", "Training")), by=cast.saraa)
    form = {
        "kind": "workshop",
        "forum": cast.group.pk,
        "title_en": "Training",
        "date": "2025-03-04",
        "reason": "a photo",
    }
    assert signed_in(cast.saraa).post(f"/en/workspace/register/meetings/{entry.pk}/", form).status_code == 302
    assert "4 March 2025" in page(entry.get_absolute_url())


def test_what_was_called_here_is_not_rewritten_as_if_it_were_past(cast):
    entry = a_meeting(cast)
    with pytest.raises(Refused, match="was called here"):
        correct(entry, {"date": None}, reason="x", by=cast.saraa)


def test_members_do_not_rewrite_the_past(cast):
    with pytest.raises(Refused, match="secretariat"):
        correct(Meeting.objects.get(pk=SEVERAL), {"note": in_two("х", "x")}, reason="x", by=cast.bat)
