"""The first page of the workspace: what is waiting for whoever is signed in?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import in_two, signed_in, the_first_administrator
from tovchoo.accounts.rules import invite_to_a_seat
from tovchoo.decisions.models import Motion, Task, Voter
from tovchoo.kernel import clock
from tovchoo.meetings.models import Meeting, Reply
from tovchoo.people.models import Seat


def first_page(account, language="en") -> str:
    return signed_in(account).get(f"/{language}/workspace/").content.decode()


def test_an_empty_site_is_set_up_step_by_step(empty_record):
    administrator = the_first_administrator()
    browser = signed_in(administrator)
    shown = browser.get("/en/workspace/").content.decode()
    order = ["The jurisdiction", "The secretariat", "The multi-stakeholder forum", "The plan"]
    places = [shown.index(f">{each}") for each in order]
    assert places == sorted(places)
    answer = browser.post("/en/workspace/register/jurisdictions/new/", {
        "name_mn": "Дадлага улс", "name_en": "Practice Land", "languages": ["mn", "en"],
        "time_zone": "Asia/Ulaanbaatar"})  # fmt: skip
    assert answer.status_code == 302
    assert ">The jurisdiction" not in browser.get("/en/workspace/").content.decode()


def test_where_nothing_waits_it_says_so_kindly(cast):
    assert "Nothing waits for you today." in first_page(cast.bat)


def test_who_holds_no_seat_is_told_what_follows_from_seats(cast):
    assert "You hold no seat at present" in first_page(cast.nomin)


def test_an_invitation_about_to_end_waits_for_whoever_may_send_it_again(cast):
    invite_to_a_seat("x@example.org", person=None, name=in_two("Хүн", "Human"), forum=cast.group, role="",
                     language="en", by=cast.saraa)  # fmt: skip
    assert "Human has not accepted" in first_page(cast.saraa) and "Human" not in first_page(cast.bat)


def test_nobody_sees_a_door_that_does_not_open(cast):
    shown = first_page(cast.bat)
    assert "/workspace/access/" not in shown and "/workspace/register/" not in shown
    assert "/workspace/access/" in first_page(cast.saraa)


@pytest.mark.parametrize("who", ["saraa", "bat", "administrator"])
def test_it_takes_at_most_twelve_queries_with_500_seats_and_200_meetings(cast, who):
    Seat.objects.bulk_create([Seat(id=f"practice-{n}", forum=cast.group) for n in range(500)])
    begins = clock.now() + timedelta(days=3)
    called = [Meeting(id=f"m-{n}", kind="full", forum=cast.group, stage="called", starts_at=begins) for n in range(200)]
    Meeting.objects.bulk_create(called)
    seat = cast.bat.held[0].seat
    Reply.objects.bulk_create([Reply(meeting=each, seat_id=seat) for each in called])
    held = [Meeting(id=f"h-{n}", kind="full", forum=cast.group, stage="held", starts_at=clock.now()) for n in range(50)]
    Meeting.objects.bulk_create(held)
    given = {"forum": cast.group, "method": "roll_call", "majority": 50}
    motions = [Motion(id=f"motion-{n}", stage=("open", "closed")[n % 2], **given) for n in range(50)]
    Motion.objects.bulk_create(motions)
    Voter.objects.bulk_create([Voter(id=each.pk, motion=each, seat_id=seat, number=1) for each in motions])
    Task.objects.bulk_create([Task(id=f"task-{n}", forum=cast.group, seat_id=seat, stage="open") for n in range(50)])
    browser = signed_in(getattr(cast, who))
    browser.get("/en/workspace/")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/en/workspace/").status_code == 200
    assert len(queries) <= 12, [each["sql"][:90] for each in queries]


def test_each_first_forum_opens_a_form_of_its_own_kind(empty_record):
    first = signed_in(the_first_administrator())
    waits = first.get("/en/workspace/").content.decode()
    for kind in ("secretariat", "msf"):
        at = f"/en/workspace/register/forums/new/?kind={kind}"
        assert f'href="{at}"' in waits
        assert f'<option value="{kind}" selected>' in first.get(at).content.decode()


def test_nearest_is_said_only_where_there_are_dates(empty_record):
    waits = signed_in(the_first_administrator()).get("/en/workspace/").content.decode()
    assert "4 things." in waits and "nearest first" not in waits


def test_an_empty_site_says_how_to_begin_in_the_browser(empty_record, page):
    told = page("/en/")
    assert "the first administrator comes in by the link" in told and 'href="/en/workspace/"' in told
    assert "tovchoo load PACKAGE" in told
