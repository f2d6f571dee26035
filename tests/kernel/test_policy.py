from types import SimpleNamespace

import pytest

from tovchoo.kernel.policy import Act, Policy, Refused, role


@role("a keeper")
def keeper(person, thing):
    return person == "keeper"


@role("a friend")
def friend(person, thing):
    return person == "friend"


def not_empty(thing):
    return None if thing.text else "The text is written."


TABLE = Policy(
    "Thing", None, Act("keep", "Keep", by=keeper), Act("read", "Read", by=keeper | friend, given=[not_empty])
)
THING = SimpleNamespace(text="")


def test_what_no_row_allows_is_refused_with_who_may():
    with pytest.raises(Refused, match="a keeper"):
        TABLE.perform("keep", THING, by="friend")


def test_a_condition_answers_with_the_sentence_that_is_not_yet_true():
    assert TABLE.missing("read", THING, by="friend") == ["The text is written."]
    assert not TABLE.missing("read", SimpleNamespace(text="…"), by="friend")


def test_the_acts_on_offer_are_those_of_the_person():
    assert [act.name for act in TABLE.on_offer(THING, by="friend")] == ["read"]
    assert [act.name for act in TABLE.on_offer(THING, by="keeper")] == ["keep", "read"]


def test_roles_join_in_words_too():
    assert str((keeper | friend).says) == "a keeper / a friend"
