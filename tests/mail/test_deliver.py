"""Sending what waits: nothing is lost, nobody waits for another, and each letter comes once."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives

from tests.mail.letters import KINDS, a_letter, a_letter_of
from tests.mail.post_office import BEFORE_IT_ANSWERS, IN_THE_MIDDLE
from tovchoo.kernel import clock
from tovchoo.mail import rules
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import PAUSES, deliver

pytestmark = pytest.mark.django_db

PEOPLE = [f"person-{number}@example.org" for number in range(5)]


def pause_of(letter: Letter) -> timedelta:
    """For how long it now waits, to the second."""
    letter.refresh_from_db()
    return timedelta(seconds=round((letter.try_at - clock.now()).total_seconds()))


def test_a_mail_server_that_is_down_delays_and_loses_nothing(post_office, later):
    for person in PEOPLE:
        a_letter(person)
    post_office.close()
    for hour in range(3):
        later(hours=hour * 3)
        assert deliver() == 0
    post_office.open()
    later(hours=12)
    assert deliver() == len(PEOPLE) and post_office.recipients == PEOPLE
    later(hours=24)
    assert deliver() == 0 and len(post_office.received) == len(PEOPLE)


@pytest.mark.parametrize("where", ["recipient", "letter"])
def test_a_temporary_refusal_is_tried_again_after_longer_and_longer_pauses(post_office, later, where):
    letter = a_letter()
    post_office.refuses = {letter.to: "451 4.7.1 Come back later"} if where == "recipient" else {}
    post_office.answer = "451 4.3.0 Come back later" if where == "letter" else "250 OK"
    waited, passed = [], timedelta()
    for _try in range(len(PAUSES) + 2):
        assert deliver() == 0
        waited.append(pause_of(letter))
        assert deliver() == 0  # not before its time
        passed += waited[-1] + timedelta(seconds=1)
        later(seconds=passed.total_seconds())
    assert waited == [*PAUSES, PAUSES[-1], PAUSES[-1]] and waited == sorted(waited)
    post_office.refuses, post_office.answer = {}, "250 OK"
    assert deliver() == 1 and post_office.recipients == [letter.to] and post_office.visits == len(waited) + 1


@pytest.mark.parametrize("words", ["550 5.1.1 No such person here", "552 5.2.2 \x00Full\r\n552 and will stay so"])
def test_a_final_refusal_keeps_nobody_waiting_and_is_kept_with_the_servers_words(post_office, later, words):
    for person in PEOPLE:
        a_letter(person)
    post_office.refuses = {PEOPLE[1]: words}
    assert deliver() == 4 and post_office.recipients == [each for each in PEOPLE if each != PEOPLE[1]]
    refused = Letter.objects.get(to=PEOPLE[1])
    assert refused.refused.startswith(words[:9]) and refused.refused.isprintable()
    assert (refused.text, refused.html, refused.sent_at) == ("", "", None)
    later(days=30)
    assert deliver() == 0 and len(post_office.received) == 4


def test_a_letter_that_is_refused_as_a_whole_is_kept_with_the_servers_words(post_office, later):
    letter = a_letter()
    post_office.answer = "554 5.6.0 We do not like what it says"
    assert deliver() == 0
    letter.refresh_from_db()
    assert letter.refused == post_office.answer and letter.html == ""


@pytest.mark.parametrize(("when", "came"), [(IN_THE_MIDDLE, 1), (BEFORE_IT_ANSWERS, 2)])
def test_a_connection_lost_on_the_way_is_tried_again_with_the_same_message_id(post_office, later, when, came):
    letter = a_letter()
    post_office.hangs_up = when
    assert deliver() == 0
    post_office.hangs_up = ""
    later(minutes=1)
    assert deliver() == 1
    assert [each.message["Message-ID"] for each in post_office.received] == [letter.message_id] * came


@pytest.mark.parametrize("address", ["a@" + "ü" * 63 + ".org", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org"])
def test_a_letter_of_which_no_e_mail_can_be_made_keeps_nobody_waiting(post_office, later, address):
    """The first of them is an address to every form; a hundred such letters must not close the post."""
    odd = a_letter(address)
    a_letter("reader@example.org")
    assert deliver() == 1 and post_office.recipients == ["reader@example.org"]
    assert pause_of(odd) == PAUSES[0]
    later(minutes=10)
    assert deliver() == 0 and pause_of(odd) == PAUSES[1]


def test_two_workers_who_look_at_the_same_moment_send_each_letter_once(post_office, monkeypatch):
    """The other one comes between our looking and our taking; tests/postgresql has them run at once."""
    for person in PEOPLE:
        a_letter(person)
    take, sent_by_the_other = rules._take, []

    def interrupted(letter):
        monkeypatch.setattr(rules, "_take", take)
        sent_by_the_other.append(deliver(limit=3))
        return take(letter)

    monkeypatch.setattr(rules, "_take", interrupted)
    assert deliver() == 2 and sent_by_the_other == [3]
    assert sorted(post_office.recipients) == PEOPLE


def test_a_worker_that_died_with_a_letter_in_hand_another_takes_it_after_five_minutes(post_office, later, monkeypatch):
    letter = a_letter()
    with monkeypatch.context() as death, pytest.raises(KeyboardInterrupt):
        death.setattr(EmailMultiAlternatives, "send", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
        deliver()
    later(minutes=4, seconds=55)
    assert deliver() == 0
    later(minutes=5)
    assert deliver() == 1 and post_office.recipients == [letter.to]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_letter_said_is_forgotten_once_it_is_sent(post_office, kind):
    letter = a_letter_of(kind)
    assert letter.text and letter.html and letter.sent_at is None
    assert deliver() == 1
    letter.refresh_from_db()
    assert (letter.text, letter.html, letter.attachment) == ("", "", "") and letter.sent_at
    assert (letter.to, letter.kind) == ("reader@example.org", kind)  # that it was sent is not


def test_a_round_takes_no_more_than_it_is_told_to_and_those_first_who_wait_longest(post_office):
    for person in PEOPLE:
        a_letter(person)
    assert deliver(limit=2) == 2 and post_office.recipients == PEOPLE[:2]


def test_a_calendar_entry_comes_with_its_letter(post_office):
    a_letter(attachment="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Хурал\r\nEND:VCALENDAR\r\n")
    assert deliver() == 1
    [entry] = post_office.received[0].message.iter_attachments()
    assert (entry.get_content_type(), entry.get_param("method")) == ("text/calendar", "REQUEST")
    assert entry.get_filename() == "meeting.ics" and "SUMMARY:Хурал" in entry.get_content()
