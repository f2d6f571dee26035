"""What a rule refuses is said above the form, which keeps what was typed; what only others may do is refused."""

from datetime import timedelta

from django.utils.timezone import localtime

from tests.cast import signed_in
from tovchoo.kernel import clock
from tovchoo.ledger.models import Entry
from tovchoo.meetings.models import Meeting
from tovchoo.people.rules import correct

CALL = "/en/workspace/meetings/call/"


def said(cast, **more: str) -> dict[str, str]:
    """A form that calls a meeting for tomorrow."""
    begins = localtime(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    form = {"forum": cast.group.pk, "kind": "full", "starts_at": begins, "title_en": "Typed once"}
    return form | {"title_mn": "Нэг удаа", "place_en": "Room 5", "place_mn": "5-р өрөө"} | more


def test_a_rule_that_would_be_broken_is_told_above_the_form_and_nothing_typed_is_lost(cast):
    correct(cast.group, {"notice_days": 7}, reason="its rules", by=cast.saraa)
    saraa, entries = signed_in(cast.saraa), Entry.objects.count()
    answer = saraa.post(CALL, said(cast, sending="one"))
    told = answer.content.decode()
    assert answer.status_code == 422 and "7 days" in told and 'value="Typed once"' in told
    assert Entry.objects.count() == entries and not Meeting.objects.filter(forum=cast.group).exists()
    assert saraa.post(CALL, said(cast, sending="one", despite="The minister asks for it")).status_code == 302
    assert Meeting.objects.get(forum=cast.group).title["en"] == "Typed once"


def test_whoever_may_not_is_not_asked_again(cast):
    answer = signed_in(cast.bat).post(CALL, said(cast))
    assert answer.status_code == 403 and "Typed once" not in answer.content.decode()


def test_whether_a_sending_arrived_is_told_to_who_sent_it_and_to_nobody_else(cast):
    def arrived(browser, key="one"):
        return browser.get(f"/en/workspace/sent/{key}/").json()["taken"]

    correct(cast.group, {"notice_days": 7}, reason="its rules", by=cast.saraa)
    saraa, bat = signed_in(cast.saraa), signed_in(cast.bat)
    saraa.get("/en/workspace/")  # past the second step
    saraa.post(CALL, said(cast, sending="one"))
    assert not arrived(saraa)  # it was refused
    saraa.post(CALL, said(cast, sending="one", despite="The minister asks for it"))
    assert arrived(saraa) and not arrived(saraa, "other") and not arrived(bat)
