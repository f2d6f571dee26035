"""Days begin and hours are told where the jurisdiction says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from tests.cast import in_two, signed_in
from tovchoo.kernel import clock
from tovchoo.kernel.moments import in_words
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import call
from tovchoo.membership.rules import give
from tovchoo.plans.models import Jurisdiction
from tovchoo.plans.rules import correct

TEN_IN_ULAANBAATAR = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def meeting(cast) -> Meeting:
    entry = Meeting(kind="full", forum=cast.group, title=in_two("Хурал", "Meeting"), starts_at=TEN_IN_ULAANBAATAR)
    call(entry, by=cast.saraa)
    return entry


def moves_to(zone, cast):
    land = Jurisdiction.objects.get(pk="mongolia")
    correct(land, {"time_zone": zone}, reason="the office moved", by=cast.administrator)


def test_hours_are_told_in_the_zone_of_the_jurisdiction(cast, meeting, page):
    assert "10:00 (Ulaanbaatar)" in page(meeting.get_absolute_url())
    moves_to("Asia/Hovd", cast)
    public, inside = page(meeting.get_absolute_url()), signed_in(cast.saraa).get("/en/workspace/meetings/")
    assert "09:00 (Hovd)" in public and "Ulaanbaatar" not in public
    assert "09:00 (Hovd)" in inside.content.decode()


def test_an_hour_that_is_typed_is_of_that_zone(cast, meeting):
    moves_to("Asia/Hovd", cast)
    typed = {"kind": "full", "forum": cast.group.pk, "title_mn": "Хурал Ховдод", "starts_at": "2027-03-02T09:00"}
    assert signed_in(cast.saraa).post("/en/workspace/meetings/call/", typed).status_code == 302
    assert Meeting.objects.get(title__mn="Хурал Ховдод").starts_at == TEN_IN_ULAANBAATAR + timedelta(days=1)


def test_a_page_is_of_the_day_where_the_site_is(cast, page, monkeypatch):
    give(cast.group, {"person": cast.bat.person, "side": "government"}, since=date(2026, 1, 1), by=cast.saraa)
    half_past_four = datetime.now(UTC).replace(hour=16, minute=30) + timedelta(days=1)
    monkeypatch.setattr(clock, "offset", half_past_four - datetime.now(UTC))  # past midnight in Ulaanbaatar only
    for zone, days in (("Asia/Ulaanbaatar", 1), ("Asia/Hovd", 0)):
        moves_to(zone, cast)
        day = half_past_four.date() + timedelta(days=days)
        assert f'value="{day.isoformat()}"' in page(f"/en/forums/{cast.group.pk}/")


def test_the_worker_tells_the_same_hours(cast, monkeypatch):
    moves_to("Asia/Hovd", cast)
    told = []

    def duty():
        told.append(in_words(TEN_IN_ULAANBAATAR))
        return 0

    monkeypatch.setattr("tovchoo.web.management.commands.worker.DUTIES", (duty,))
    call_command("worker", "--once")
    assert told == ["1 March 2027, 09:00 (Hovd)"]
    assert in_words(TEN_IN_ULAANBAATAR) == "1 March 2027, 10:00 (Ulaanbaatar)"


def test_a_zone_that_nobody_knows_is_that_of_the_settings(cast, meeting, page):
    moves_to("Mars/Olympus", cast)
    assert "10:00 (Ulaanbaatar)" in page(meeting.get_absolute_url())


def test_it_costs_no_question_more(cast, client, django_assert_num_queries):
    client.get("/en/forums/")
    with django_assert_num_queries(1):
        client.get("/en/forums/")
