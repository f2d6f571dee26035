"""Counting: a quorum, a majority, a tie, each side; as the rules of the motion say and in no other way."""

import pytest

from tests.cast import in_two
from tovchoo.decisions.models import Motion, Option, Vote, Voter
from tovchoo.decisions.tally import tally_of

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


def counted(said: str, *, kinds: str = "fax", sides: str = "", recused: tuple[int, ...] = (), **rules):
    """The tally of votes written as one letter each: f, a, x (abstains), `.` (silent); choices as 1, 2, 3."""
    motion = Motion(id="m", method=rules.pop("method", "roll_call"), **{"majority": 50} | rules)
    known = {"f": FOR, "a": AGAINST, "x": ABSTAIN}
    options = [Option(id=k, motion=motion, number=n, kind=known.get(k, "choice"), title=in_two(k, k))
               for n, k in enumerate(kinds, 1)]  # fmt: skip
    named = {"g": "government", "n": "non_government", "": ""}
    voters = [Voter(id=str(n), motion=motion, number=n, side=named[sides[n] if sides else ""], is_recused=n in recused)
              for n in range(len(said))]  # fmt: skip
    votes = [Vote(voter=each, option_id=k) for each, k in zip(voters, said, strict=True) if k != "."]
    return tally_of(motion, options, voters, votes)


@pytest.mark.parametrize(
    ("said", "rules", "outcome"),
    [
        ("ffa", {}, "carried"),
        ("fa", {}, "tie"),
        ("faa", {}, "lost"),
        ("xxx", {}, "lost"),
        ("...", {}, "lost"),
        ("fxx", {}, "carried"),
        ("f..", {"quorum": 50}, "no_quorum"),
        ("fx.", {"quorum": 50}, "carried"),
        ("ff..", {"quorum": 50}, "carried"),
        ("ffa", {"majority": 66}, "carried"),
        ("ffa", {"majority": 67}, "lost"),
        ("ffaa", {"majority": 0}, "tie"),
        ("f", {"quorum": 100}, "carried"),
    ],
)
def test_a_roll_call(said, rules, outcome):
    assert counted(said, **rules).outcome == outcome


@pytest.mark.parametrize(
    ("said", "sides", "rules", "outcome"),
    [
        ("ffaf", "ggnn", {"each_side": True}, "lost"),  # one against one among the others
        ("fffa", "ggng", {"each_side": True}, "carried"),
        ("fff.", "ggnn", {"each_side": True, "quorum": 60}, "no_quorum"),
        ("fff.", "ggnn", {"each_side": False, "quorum": 60}, "carried"),
        ("ffff", "gggg", {"each_side": True}, "lost"),  # nobody of the other side: nobody agreed there
        ("fffn"[:3], "ggn", {"each_side": True}, "carried"),
    ],
)
def test_each_side_where_the_rules_say_so(said, sides, rules, outcome):
    assert counted(said, sides=sides, **rules).outcome == outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("ff", "carried"), ("fx", "carried"), ("fa", "no_consensus"), ("xx", "no_consensus"), ("..", "no_consensus")],
)
def test_by_consensus_nobody_objects_and_somebody_agrees(said, outcome):
    assert counted(said, method="consensus").outcome == outcome


@pytest.mark.parametrize(
    ("said", "outcome", "chosen"),
    [
        ("1123", "lost", None),
        ("1112", "carried", "1"),
        ("1122", "tie", None),
        ("11x", "carried", "1"),
        ("222", "carried", "2"),
    ],
)
def test_a_choice_between_several(said, outcome, chosen):
    tally = counted(said, kinds="123x")
    assert (tally.outcome, tally.chosen and tally.chosen.pk) == (outcome, chosen)


def test_who_is_recused_is_not_counted():
    tally = counted("ffaa", recused=(2, 3), quorum=100)
    assert (tally.outcome, tally.whole.entitled, tally.whole.recused, tally.whole.voted) == ("carried", 2, 2, 2)


def test_it_says_why():
    assert "1 of 4 seats voted, 50 % were asked for" in str(counted("f...", quorum=50).because[0])
    assert "non-government" in str(counted("ffaf", sides="ggnn", each_side=True).because[0])
    assert "same number of votes" in str(counted("fa").because[0])


def test_the_sides_add_up_to_the_whole():
    tally = counted("faxf.", sides="ggnng")
    assert [sum(side.votes[k] for side in tally.sides) for k in "fax"] == [tally.whole.votes[k] for k in "fax"]
