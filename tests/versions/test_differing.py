"""What differs is told by words; and what is told of the old text makes the new one, always."""

from __future__ import annotations

import random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovchoo.kernel.wording import became, pieces, was, words
from tovchoo.versions.differing import Text, Told, applied, difference

WORDS = ["cranes", "valley", "counted", "each", "spring", "and", "told", "to", "all", "who", "ask", "the", "of"]
CYRILLIC = ["энэ", "хөндийн", "тогоруу", "бүрийг", "хавар", "тоолж", "асуусан", "хүн", "хэлнэ", "өвс", "ус", "нүүдэл"]


def told(code: str, en: str, field: str = "text", part: str = "s1", milestone: str = "", **others: str) -> Told:
    return Told(code, (part, milestone, field), {code: text for code, text in {"en": en, **others}.items() if text})


def a_text(*passages: Told, **parts) -> Text:
    return Text(parts or {"s1": {"number": 1}}, {}, list(passages))


def kinds(old: Text, new: Text) -> list[tuple[str, str]]:
    assert same(applied(old, difference(old, new)), new)
    return [(each.code, each.kind) for each in difference(old, new).passages]


def same(one: Text, other: Text) -> bool:
    return (one.parts, one.milestones, one.blocks()) == (other.parts, other.milestones, other.blocks())


# --- words ------------------------------------------------------------------------------------------------------------


def test_words_are_marked_and_never_letters():
    assert pieces("Cranes are counted in spring.", "Cranes are told in spring.") == [
        ("same", "Cranes are"), ("out", " counted"), ("in", " told"), ("same", " in spring.")]  # fmt: skip
    assert pieces("Тогоруу", "Тогоруунууд") == [("out", "Тогоруу"), ("in", "Тогоруунууд")]


def test_a_word_that_is_put_behind_leaves_the_rest_as_it_is():
    assert pieces("Count.", "Count. Then tell.") == [("same", "Count."), ("in", " Then tell.")]
    assert pieces("Count all", "Count, all") == [("same", "Count"), ("in", ","), ("same", " all")]


def test_a_word_alone_between_two_changes_goes_with_them():
    assert pieces("one two three four five", "one 2 three 4 five") == [
        ("same", "one"), ("out", " two three four"), ("in", " 2 three 4"), ("same", " five")]  # fmt: skip


def test_what_belongs_to_a_word_stays_in_it():
    assert words("2027-06, don't 3.5 e-mail ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180b") == [
        "2027-06", ",", " don't", " 3.5", " e-mail", " ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180b"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_either_text_is_put_together_of_what_is_shown(one, other):
    shown = pieces(one, other)
    assert (was(shown), became(shown)) == (one, other)
    assert "".join(words(one)) == one


@pytest.mark.parametrize("one, other", [
    ("a " * 10_000, "a " * 9_999 + "b"), ("a b " * 5_000, "b a " * 5_000), ("word " * 4_000, "other " * 4_000),
    (" " * 20_000, "x" * 20_000), (", " * 10_000, ". , " * 5_000),
])  # fmt: skip
def test_odd_texts_are_compared_quickly(one, other):
    began = perf_counter()
    shown = pieces(one, other)
    assert perf_counter() - began < 2
    assert (was(shown), became(shown)) == (one, other)


# --- passages ---------------------------------------------------------------------------------------------------------


def test_the_same_text_differs_in_nothing():
    text = a_text(told("p1", "One"), told("p2", "Two"))
    assert not difference(text, text) and kinds(text, text) == []


def test_what_came_and_what_was_left_out():
    old, new = a_text(told("p1", "One"), told("p2", "Two")), a_text(told("p2", "Two"), told("p3", "Three"))
    assert kinds(old, new) == [("p1", "left_out"), ("p3", "added")]


def test_a_passage_that_was_put_elsewhere_is_moved():
    old = a_text(*(told(f"p{n}", f"Words {n}") for n in range(1, 6)))
    new = a_text(*(old.passages[n] for n in (4, 0, 1, 2, 3)))
    assert kinds(old, new) == [("p5", "moved")]
    elsewhere = a_text(*old.passages[:4], told("p5", "Words 5", part="s2"))
    assert kinds(old, elsewhere) == [("p5", "moved")]


def test_one_that_was_moved_and_worded_anew_is_both():
    old = a_text(told("p1", "One"), told("p2", "Two"), told("p3", "Three"))
    new = a_text(told("p3", "Three and more"), told("p1", "One"), told("p2", "Two"))
    [change] = difference(old, new).passages
    assert change.kind == "worded" and change.is_moved and kinds(old, new) == [("p3", "worded")]


def test_a_part_that_was_put_before_another_moves_none_of_its_passages():
    passages = (told("p1", "One"), told("p2", "Two", part="s2"))
    old = a_text(*passages, s1={"number": 1}, s2={"number": 2})
    new = a_text(*reversed(passages), s1={"number": 2}, s2={"number": 1})
    assert kinds(old, new) == []
    assert {each.code: each.changed for each in difference(old, new).parts} == {
        "s1": {"number": (1, 2)}, "s2": {"number": (2, 1)}}  # fmt: skip


def test_what_was_parted_and_joined_is_known():
    one, two = "The cranes are counted each spring.", "The herons are not counted at all."
    whole, parted = a_text(told("p1", f"{one} {two}")), a_text(told("p1", one), told("p2", two))
    [first, second] = difference(whole, parted).passages
    assert (first.kind, second.kind, second.parted_from) == ("worded", "added", "p1")
    [first, second] = difference(parted, whole).passages
    assert (first.kind, second.kind, second.joined_to) == ("worded", "left_out", "p1")
    assert kinds(whole, parted) and kinds(parted, whole)


def test_each_language_on_its_own():
    old, new = a_text(told("p1", "One", mn="Нэг")), a_text(told("p1", "One", mn="Хоёр"))
    [change] = difference(old, new).passages
    assert list(change.pieces) == ["mn"]
    assert kinds(a_text(told("p1", "One")), old) == [("p1", "worded")]  # a translation came


def test_dates_leads_and_milestones():
    old = Text({"c1": {"number": 1}}, {"m1": {"due": "2027", "lead": "a"}, "m2": {"due": "2028"}}, [])
    new = Text({"c1": {"number": 1}}, {"m1": {"due": "2028", "lead": "a"}, "m3": {"due": "2029"}}, [])
    told_ = difference(old, new).milestones
    assert [(each.code, each.kind) for each in told_] == [("m1", "changed"), ("m3", "added"), ("m2", "left_out")]
    assert told_[0].changed == {"due": ("2027", "2028")} and same(applied(old, difference(old, new)), new)


# --- a corpus made by program -----------------------------------------------------------------------------------------


class Hand:
    """Somebody who edits a plan at random: words, moves, parts, joins, additions, omissions, facts."""

    def __init__(self, seed: int) -> None:
        self.dice, self.next = random.Random(seed), 0

    def sentence(self, language: str, most: int = 14) -> str:
        lexicon = WORDS if language == "en" else CYRILLIC
        said = " ".join(self.dice.choice(lexicon) for _word in range(self.dice.randint(1, most)))
        return said.capitalize() + self.dice.choice([".", "?", ";", "", ".\n- and"])

    def passage(self, place: tuple[str, str, str]) -> Told:
        self.next += 1
        texts = {each: " ".join(self.sentence(each) for _sentence in range(self.dice.randint(1, 4)))
                 for each in ("mn", "en") if self.dice.random() < 0.9}  # fmt: skip
        return Told(f"p{self.next}", place, texts)

    def plan(self, size: int) -> Text:
        text = Text({f"c{n}": {"number": n, "lead": ""} for n in range(1, 6)}, {"m1": {"due": "2027"}}, [])
        text.passages = [self.passage(self.place()) for _passage in range(size)]
        return text

    def place(self) -> tuple[str, str, str]:
        part = f"c{self.dice.randint(1, 5)}"
        return self.dice.choice([(part, "", "problem"), (part, "", "solution"), ("c1", "m1", "outputs")])

    def edited(self, text: Text, times: int) -> Text:
        new = Text(dict(text.parts), dict(text.milestones), list(text.passages))
        for _time in range(times):
            if new.passages:
                self.dice.choice([self.word, self.word, self.move, self.part, self.join, self.leave, self.fact])(new)
            self.dice.choice([self.add, self.fact])(new)
        return new

    def at(self, text: Text) -> int:
        return self.dice.randrange(len(text.passages))

    def word(self, text: Text) -> None:
        at = self.at(text)
        each = text.passages[at]
        texts = dict(each.texts)
        for code in list(texts):
            found = texts[code].split(" ")
            found[self.dice.randrange(len(found))] = self.sentence(code, 3)
            texts[code] = " ".join(found)
        text.passages[at] = Told(each.code, each.place, texts)

    def move(self, text: Text) -> None:
        each = text.passages.pop(self.at(text))
        place = self.place() if self.dice.random() < 0.5 else each.place
        text.passages.insert(self.dice.randint(0, len(text.passages)), Told(each.code, place, each.texts))

    def part(self, text: Text) -> None:
        at = self.at(text)
        each = text.passages[at]
        halves = {code: said.split(" ") for code, said in each.texts.items()}
        first = {code: " ".join(said[: len(said) // 2]) for code, said in halves.items()}
        self.next += 1
        rest = {code: " ".join(said[len(said) // 2 :]) for code, said in halves.items()}
        text.passages[at : at + 1] = [
            Told(each.code, each.place, {code: said for code, said in first.items() if said}),
            Told(f"p{self.next}", each.place, {code: said for code, said in rest.items() if said}),
        ]

    def join(self, text: Text) -> None:
        one = text.passages[self.at(text)]
        beside = [each for each in text.passages if each.place == one.place and each.code != one.code]
        if beside:
            other = beside[0]
            codes = {*one.texts, *other.texts}
            texts = {code: " ".join(filter(None, (one.texts.get(code), other.texts.get(code)))) for code in codes}
            text.passages[text.passages.index(one)] = Told(one.code, one.place, texts)
            text.passages.remove(other)

    def leave(self, text: Text) -> None:
        text.passages.pop(self.at(text))

    def add(self, text: Text) -> None:
        text.passages.insert(self.dice.randint(0, len(text.passages)), self.passage(self.place()))

    def fact(self, text: Text) -> None:
        match self.dice.randint(0, 4):
            case 0:
                text.parts[f"c{self.dice.randint(1, 9)}"] = {"number": self.dice.randint(1, 9), "lead": "x"}
            case 1:
                text.milestones[f"m{self.dice.randint(1, 9)}"] = {"due": str(self.dice.randint(2027, 2030))}
            case 2:
                text.milestones.pop(f"m{self.dice.randint(1, 9)}", None)


@pytest.mark.parametrize("seed", range(300))
def test_what_is_told_makes_the_new_text_of_the_old_one(seed):
    hand = Hand(seed)
    old = hand.plan(hand.dice.randint(0, 40))
    new = hand.edited(old, hand.dice.randint(0, 40))
    for one, other in ((old, new), (new, old)):
        shown = difference(one, other)
        assert same(applied(one, shown), other)
        assert all(each.pieces or each.is_moved or not (each.before and each.now) for each in shown.passages)
