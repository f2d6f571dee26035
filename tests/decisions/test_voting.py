"""A question is put to a forum: tabled, opened, voted on, closed, its outcome stated."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import in_two, signed_in
from tests.decisions.motions import a_motion, an_open_motion, by_the_rule, option_of, seated, voter_of, votes
from tovchoo.decisions.models import Ballot, Decision, Motion, Vote
from tovchoo.decisions.rules import (
    close,
    close_due,
    count,
    name_substitute,
    open_in_part,
    open_vote,
    recuse,
    recuse_seat,
    remind,
    state_outcome,
    take_down,
    take_part,
    vote,
    withdraw,
    word,
)
from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry, digest
from tovchoo.mail.models import Letter
from tovchoo.people.models import Instrument, Seat
from tovchoo.people.rules import register


def test_it_is_tabled_with_the_options_of_its_method_in_both_languages(cast):
    told = {each.kind: each.title for each in a_motion(cast).options.all()}
    assert {kind: title["en"] for kind, title in told.items()} == {
        "for": "For",
        "against": "Against",
        "abstain": "Abstain",
    }
    assert told["for"]["mn"] not in ("", "For")
    assert a_motion(cast, method="consensus").options.get(kind="against").title["en"] == "Object"


def test_it_takes_the_rules_of_its_forum(cast):
    by_the_rule(cast.group, cast, quorum=60, majority=66, each_side=True, votes_hidden=True, reasons_asked=True)
    motion = a_motion(cast)
    assert (motion.quorum, motion.majority, motion.each_side, motion.is_hidden, motion.reasons_asked) == (
        60,
        66,
        True,
        True,
        True,
    )


def test_only_those_who_keep_its_papers_table_one(cast):
    for somebody in (cast.bat, cast.oyun, cast.nomin, cast.dorj):
        with pytest.raises(Refused, match="secretar"):
            a_motion(cast) if somebody is None else _table_as(cast, somebody)


def _table_as(cast, somebody):
    from tovchoo.decisions.rules import table

    return table(
        Motion(forum=cast.group, method="roll_call", title=in_two("а", "a"), text=in_two("а", "a")), by=somebody
    )


def test_a_vote_is_not_opened_half_translated_but_for_a_reason_in_public(cast, page):
    motion = a_motion(cast, text=in_two("", "Only English"))
    with pytest.raises(Refused, match="missing in: Монгол"):
        open_vote(motion, by=cast.saraa)
    open_in_part(motion, reason="the translator is ill", by=cast.saraa)
    assert "the translator is ill" in page(f"/en/history/motion/{motion.pk}/")


def test_who_sits_there_when_it_opens_is_entitled_and_told(cast):
    motion = an_open_motion(cast)
    assert {str(each.name) for each in motion.voters.all()} == {"Bat", "Tsetseg"}
    assert set(Letter.objects.filter(kind="vote").values_list("to", flat=True)) == {
        "bat@example.org",
        "tsetseg@example.org",
    }
    seated(cast, 1)
    assert motion.voters.count() == 2


def test_a_vote_is_cast_changed_and_read_by_everybody(cast, page):
    motion = an_open_motion(cast)
    assert votes(motion, cast.bat, "for") and votes(motion, cast.tsetseg, "against", "Too early")
    assert not votes(motion, cast.bat, "for")  # pressed twice
    told = page(motion.get_absolute_url())
    assert "Too early" in told and "Votes so far" in told
    assert (
        votes(motion, cast.bat, "abstain")
        and Vote.objects.get(voter__seat=cast.bat.held[0].seat).option.kind == "abstain"
    )


def test_in_the_browser_with_what_each_option_means(cast):
    motion, browser = an_open_motion(cast), signed_in(cast.bat)
    shown = browser.get(f"/en/workspace/motions/{motion.pk}/vote/").content.decode()
    assert "The text is to be decided as it stands." in shown and "Cast my vote" in shown
    chosen = option_of(motion, "for")
    for _each in range(2):
        answer = browser.post(f"/en/workspace/motions/{motion.pk}/vote/", {"option": chosen.pk, "reason": "Good"})
        assert answer.status_code == 302
    assert Vote.objects.get().option == chosen and Entry.objects.filter(verb="vote.recorded").count() == 1
    assert "You voted" in browser.get(f"/en/workspace/motions/{motion.pk}/vote/").content.decode()


def test_a_form_without_a_choice_says_so_and_keeps_the_reason(cast):
    motion = an_open_motion(cast)
    answer = signed_in(cast.bat).post(f"/en/workspace/motions/{motion.pk}/vote/", {"reason": "Because"})
    assert answer.status_code == 422 and "Because" in answer.content.decode()


def test_nobody_votes_for_a_seat_that_is_not_theirs(cast):
    motion = an_open_motion(cast)
    for somebody in (cast.tsetseg, cast.saraa, cast.administrator, cast.nomin):
        with pytest.raises(Refused, match="speaks for the seat"):
            vote(voter_of(motion, cast.bat), option_of(motion, "for"), by=somebody)
    assert not Vote.objects.exists()


def test_an_option_of_another_motion_is_none_of_this_one(cast):
    one, other = an_open_motion(cast), an_open_motion(cast)
    with pytest.raises(Refused, match="another motion"):
        vote(voter_of(one, cast.bat), option_of(other, "for"), by=cast.bat)


def test_a_seat_has_one_vote_in_the_database_too(cast):
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "for")
    cast_vote = Vote.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(id="again", voter=cast_vote.voter, option=cast_vote.option, cast_at=clock.now())


def test_where_the_rules_ask_for_it_a_vote_against_has_its_reason(cast):
    by_the_rule(cast.group, cast, reasons_asked=True)
    motion = an_open_motion(cast)
    with pytest.raises(Refused, match="with its reason"):
        votes(motion, cast.bat, "against")
    answer = signed_in(cast.bat).post(
        f"/en/workspace/motions/{motion.pk}/vote/", {"option": option_of(motion, "against").pk}
    )
    assert answer.status_code == 422 and "given with its reason" in answer.content.decode()
    assert votes(motion, cast.bat, "for") and votes(motion, cast.bat, "against", "No money")


def test_closed_it_is_carried_decided_and_takes_no_more_votes(cast, page):
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "for")
    assert close(motion, by=cast.saraa).outcome == "carried"
    decided = Decision.objects.get(motion=motion)
    assert decided.text == motion.text and decided.basis == "vote"
    with pytest.raises(Refused, match="not open"):
        votes(motion, cast.tsetseg, "for")
    told = page(motion.get_absolute_url())
    assert "carried" in told and "did not vote" in told and "The draft is approved." in page(decided.get_absolute_url())


def test_a_motion_that_is_not_carried_is_no_decision(cast, page):
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "for")
    votes(motion, cast.tsetseg, "against")
    close(motion, by=cast.saraa)
    assert motion.outcome == "tie" and not Decision.objects.filter(motion=motion).exists()
    assert "a tie" in page(motion.get_absolute_url())


def test_what_the_page_counts_is_what_was_closed_with(cast):
    motion = an_open_motion(cast)
    votes(motion, cast.tsetseg, "against")
    tally = close(motion, by=cast.saraa)
    again = count(Motion.objects.get(pk=motion.pk))
    assert (again.outcome, again.whole.votes) == (motion.outcome, tally.whole.votes)


def test_a_motion_with_a_last_moment_closes_by_itself_and_not_before(cast, later):
    motion = an_open_motion(cast, closes_at=clock.now() + timedelta(days=2))
    votes(motion, cast.bat, "for")
    with pytest.raises(Refused, match="not everybody has voted"):
        close(motion, by=cast.saraa)
    assert close_due() == 0
    later(days=2, minutes=1)
    with pytest.raises(Refused, match="time for votes is over"):
        votes(motion, cast.tsetseg, "for")
    assert close_due() == 1 and close_due() == 0
    motion.refresh_from_db()
    assert motion.outcome == "carried" and motion.stage == "closed"


def test_once_everybody_has_voted_it_may_be_closed_before(cast):
    motion = an_open_motion(cast, closes_at=clock.now() + timedelta(days=2))
    votes(motion, cast.bat, "for")
    votes(motion, cast.tsetseg, "for")
    assert close(motion, by=cast.saraa).outcome == "carried"


def test_whoever_has_not_voted_is_reminded_once(cast, later):
    motion = an_open_motion(cast, closes_at=clock.now() + timedelta(days=2))
    votes(motion, cast.bat, "for")
    assert remind() == 0
    later(days=1, minutes=1)
    assert remind() == 1 and remind() == 0
    assert Letter.objects.get(kind="vote_reminder").to == "tsetseg@example.org"


# --- hidden votes -----------------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(cast):
    by_the_rule(cast.group, cast, votes_hidden=True)
    return an_open_motion(cast)


def test_hidden_votes_are_in_no_public_table_until_it_is_closed(cast, hidden, page):
    votes(hidden, cast.bat, "against", "qzsecret")
    assert not Vote.objects.exists() and Ballot.objects.count() == 1
    assert "qzsecret" not in page(hidden.get_absolute_url()) and "Votes so far" not in page(hidden.get_absolute_url())
    assert "qzsecret" not in signed_in(cast.saraa).get(f"/en/workspace/motions/{hidden.pk}/").content.decode()
    told = str(list(Entry.objects.filter(verb__startswith="motion.").values("facts", "actor")))
    assert "qzsecret" not in told and hidden.options.get(kind="against").pk not in told
    close(hidden, by=cast.saraa)
    assert "qzsecret" in page(hidden.get_absolute_url()) and not Ballot.objects.exists()


def test_the_ledger_hears_of_a_hidden_vote_neither_whose_nor_which_and_can_check_it_later(cast, hidden):
    votes(hidden, cast.bat, "for")
    sealed = Entry.objects.get(verb="motion.ballot_cast")
    assert sealed.actor == f"member-of/{cast.group.pk}" and "bat" not in str(sealed.facts)
    close(hidden, by=cast.saraa)
    [(voter, option, salt)] = Entry.objects.get(verb="motion.ballots_opened").facts["keys"]
    assert digest(salt, voter, option) == sealed.facts["sealed"]


def test_what_is_hidden_cannot_be_loosened(cast, hidden):
    by_the_rule(cast.group, cast, votes_hidden=False)
    with pytest.raises(Refused):
        word(hidden, {"is_hidden": False}, by=cast.saraa)
    hidden.refresh_from_db()
    assert hidden.is_hidden
    by_the_rule(cast.group, cast, votes_hidden=True)
    tabled = a_motion(cast)
    with pytest.raises(Refused, match="cannot loosen"):
        word(tabled, {"is_hidden": False}, by=cast.saraa)


def test_nobody_takes_down_what_is_hidden(cast, hidden):
    with pytest.raises(Refused, match="hidden"):
        take_down(hidden, {voter_of(hidden, cast.bat): (option_of(hidden, "for"), "")}, by=cast.saraa)


def test_a_motion_may_be_hidden_beyond_the_rules(cast):
    assert a_motion(cast, is_hidden=True).is_hidden


def test_withdrawn_its_hidden_votes_are_gone_and_its_reason_stays(cast, hidden, page):
    votes(hidden, cast.bat, "against", "qzsecret")
    withdraw(hidden, reason="worded badly", by=cast.saraa)
    assert not Ballot.objects.exists() and "worded badly" in page(f"/en/history/motion/{hidden.pk}/")
    assert "withdrawn" in page(hidden.get_absolute_url())


# --- substitutes, recusal, the room -----------------------------------------------------------------------------------


def test_a_substitute_votes_instead_and_the_holder_does_not(cast):
    motion = an_open_motion(cast)
    voter = voter_of(motion, cast.bat)
    name_substitute(voter, cast.dorj.person, by=cast.saraa)
    with pytest.raises(Refused):
        votes(motion, cast.bat, "for")
    assert vote(voter, option_of(motion, "for"), by=cast.dorj)
    assert signed_in(cast.dorj).get(f"/en/workspace/motions/{motion.pk}/vote/").status_code == 200


def test_recused_with_a_reason_in_public_a_seat_is_not_counted(cast, page):
    by_the_rule(cast.group, cast, quorum=100)
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "against")
    votes(motion, cast.tsetseg, "for")
    recuse(voter_of(motion, cast.bat), reason="My own tender", by=cast.bat)
    with pytest.raises(Refused, match="recused"):
        votes(motion, cast.bat, "for")
    assert close(motion, by=cast.saraa).outcome == "carried"
    assert "My own tender" in page(motion.get_absolute_url())


def test_whoever_is_recused_may_take_part_after_all(cast):
    motion = an_open_motion(cast)
    recuse(voter_of(motion, cast.bat), reason="I thought", by=cast.bat)
    take_part(voter_of(motion, cast.bat), by=cast.bat)
    assert votes(motion, cast.bat, "for")


def test_while_votes_are_missing_to_close_is_not_the_first_thing_to_do(cast):
    motion = an_open_motion(cast)

    def filled() -> list[str]:
        said = signed_in(cast.saraa).get(f"/en/workspace/motions/{motion.pk}/").content.decode()
        tools = said.partition('<div class="tools">')[2].partition("</div>")[0]
        return re.findall(r'class="btn(?: small)?"[^>]*>([^<]+)', tools)

    assert filled() == ["Take down votes said in the room"]
    for account in (cast.bat, cast.tsetseg):
        votes(motion, account, "for")
    assert filled() == ["Close the vote"]


def test_votes_said_in_the_room_are_taken_down(cast, page):
    motion = an_open_motion(cast)
    bat, tsetseg = voter_of(motion, cast.bat), voter_of(motion, cast.tsetseg)
    form = {f"{bat.pk}-option": option_of(motion, "for").pk, f"{tsetseg.pk}-option": ""}
    assert signed_in(cast.saraa).post(f"/en/workspace/motions/{motion.pk}/room/", form).status_code == 302
    assert Vote.objects.get().in_the_room and "said in the room" in page(motion.get_absolute_url())


def test_a_seat_that_voted_itself_is_asked_no_more_and_nobody_else_changes_its_vote(cast):
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "against", "I object")
    bat, yes = voter_of(motion, cast.bat), option_of(motion, "for")
    saraa, desk = signed_in(cast.saraa), f"/en/workspace/motions/{motion.pk}/"
    told = saraa.get(f"{desk}room/").content.decode()
    assert "These have voted themselves" in told and f'name="{bat.pk}-option"' not in told
    assert saraa.post(f"{desk}room/", {f"{bat.pk}-option": yes.pk}).status_code == 302
    for refused in (lambda: take_down(motion, {bat: (yes, "")}, by=cast.saraa),
                    lambda: name_substitute(bat, cast.saraa.person, by=cast.saraa),
                    lambda: recuse_seat(bat, reason="He is not here", by=cast.saraa)):  # fmt: skip
        with pytest.raises(Refused, match="has voted itself"):
            refused()
    vote = Vote.objects.get()
    assert (vote.option.kind, str(vote.reason), vote.in_the_room) == ("against", "I object", False)
    assert votes(motion, cast.bat, "for"), "whose vote it is still changes it"


def test_a_hidden_vote_is_taken_from_no_seat(cast, hidden):
    votes(hidden, cast.bat, "against")
    bat, sealed = voter_of(hidden, cast.bat), Ballot.objects.get().seal
    for refused in (lambda: name_substitute(bat, cast.saraa.person, by=cast.saraa),
                    lambda: recuse_seat(bat, reason="He is not here", by=cast.saraa)):  # fmt: skip
        with pytest.raises(Refused, match="has voted itself"):
            refused()
    assert Ballot.objects.get().seal == sealed


def test_a_member_hears_what_was_done_with_the_vote_of_the_seat(cast):
    motion = an_open_motion(cast)
    before = set(Letter.objects.values_list("pk", flat=True))
    bat, tsetseg = voter_of(motion, cast.bat), voter_of(motion, cast.tsetseg)
    take_down(motion, {bat: (option_of(motion, "for"), "")}, by=cast.saraa)
    take_down(motion, {bat: (option_of(motion, "for"), "")}, by=cast.saraa)  # nothing else was said
    name_substitute(tsetseg, cast.dorj.person, by=cast.saraa)
    name_substitute(tsetseg, None, by=cast.saraa)
    recuse_seat(tsetseg, reason="Her own tender", by=cast.saraa)
    new = Letter.objects.exclude(pk__in=before).order_by("pk")
    assert [(each.kind, each.to) for each in new] == [
        ("vote_taken_down", cast.bat.email), ("vote_instead", cast.tsetseg.email), ("vote_recused", cast.tsetseg.email),
    ]  # fmt: skip
    assert "taken down: For." in new[0].text and "Dorj votes instead of you" in new[1].text
    assert "Her own tender" in new[2].text


# --- what follows -----------------------------------------------------------------------------------------------------


def test_its_outcome_is_stated_and_the_order_that_follows_recorded(cast, page):
    motion = an_open_motion(cast)
    votes(motion, cast.bat, "for")
    close(motion, by=cast.saraa)
    order = register(Instrument(kind="order", number="7", title=in_two("Тушаал", "Order 7")), by=cast.saraa)
    state_outcome(motion, in_two("Батлав", "The group approved the draft."), order, by=cast.saraa)
    told = page(motion.get_absolute_url())
    assert "The group approved the draft." in told and "Order 7" in told
    assert Decision.objects.get(motion=motion).instrument == order


def test_a_forum_without_seats_cannot_vote(cast):
    Seat.objects.filter(forum=cast.group).update(since="2019", until="2020")
    with pytest.raises(Refused, match="nobody to vote"):
        open_vote(a_motion(cast), by=cast.saraa)


def test_the_whole_way_in_the_browser(cast):
    browser = signed_in(cast.saraa)
    words = {
        "forum": cast.group.pk,
        "title_mn": "Гарчиг",
        "title_en": "Title",
        "text_mn": "Үг",
        "text_en": "Words",
        "method": "roll_call",
    }
    assert browser.get("/en/workspace/motions/table/").status_code == 200
    answer = browser.post("/en/workspace/motions/table/", words)
    motion = Motion.objects.get()
    assert answer["Location"] == f"/en/workspace/motions/{motion.pk}/"
    desk = f"/en/workspace/motions/{motion.pk}/"
    assert "Open the vote" in browser.get(desk).content.decode()
    assert browser.post(f"{desk}open/").status_code == 302
    assert signed_in(cast.bat).post(f"{desk}vote/", {"option": option_of(motion, "for").pk}).status_code == 302
    assert browser.post(f"{desk}close/").status_code == 302
    assert browser.post(f"{desk}outcome/", {"statement_mn": "Б", "statement_en": "Done"}).status_code == 302
    motion.refresh_from_db()
    assert (motion.stage, motion.outcome, motion.statement["en"]) == ("closed", "carried", "Done")
