"""Two hands in one text: what either wrote is there afterwards."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tovchoo.kernel.merging import merged

WORDS = st.lists(st.sampled_from(["хурал", "санал", "a", "b", "the", "", " ", "\n", "\n\n", "5."]), max_size=12)
TEXTS = st.one_of(WORDS.map(" ".join), WORDS.map("".join), st.text(max_size=40))


def added(text: str, base: str) -> Counter:
    return Counter(text.split()) - Counter(base.split())


def test_one_corrects_above_what_the_other_writes_on():
    base = "The agenda was agred.\nThe draft was"
    done = merged(base, base + " read aloud.", base.replace("agred", "agreed"))
    assert (done.text, done.met) == ("The agenda was agreed.\nThe draft was read aloud.", False)


def test_two_in_one_line_do_not_disturb_each_other():
    assert merged("one two three", "one 2 three", "one two three four").text == "one 2 three four"


def test_a_word_that_is_being_typed_is_not_doubled():
    """What was kept ended in the middle of a word; somebody else wrote behind it."""
    assert merged("Hello wor", "Hello world and", "Hello wor Bat spoke.").text == "Hello world and Bat spoke."


def test_where_both_write_at_one_place_both_stand_theirs_first():
    done = merged("The chair:", "The chair: yes", "The chair: no")
    assert (done.text, done.met) == ("The chair: no yes", True)


def test_where_both_change_one_word_both_stand():
    done = merged("seven votes", "nine votes", "eight votes")
    assert (done.text, done.met) == ("eight nine votes", True)


def test_what_one_takes_out_is_gone_unless_the_other_wrote_there():
    assert merged("a\nb\nc", "a\nc", "a\nb\nc\nd").text == "a\nc\nd"
    assert "new" in merged("a\nb\nc", "a\nc", "a\nb new\nc").text


def test_what_came_back_twice_stands_once():
    """The line dropped after the text had arrived: it is sent again, with more."""
    assert merged("a", "a b c d", "a b c").text == "a b c d"


@given(TEXTS, TEXTS)
def test_who_is_alone_gets_what_they_wrote(base, text):
    assert merged(base, base, text).text == merged(base, text, base).text == merged(base, text, text).text == text


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_either_wrote_is_lost(base, mine, theirs):
    held = Counter(merged(base, mine, theirs).text.split())
    assert not added(mine, base) - held - added(theirs, base)
    assert set(added(mine, base)) | set(added(theirs, base)) <= set(held)


@given(st.lists(st.integers(0, 999), min_size=4, max_size=12, unique=True), st.data())
def test_changes_of_different_lines_are_both_made(numbers, data):
    lines = [f"line {n} of the minutes" for n in numbers]
    one, other = data.draw(st.lists(st.sampled_from(range(len(lines))), min_size=2, max_size=2, unique=True))

    def changed(*which: tuple[int, str]) -> str:
        new = list(lines)
        for place, words in which:
            new[place] = words
        return "\n".join(new)

    done = merged("\n".join(lines), changed((one, "mine 1")), changed((other, "theirs 2")))
    assert (done.text, done.met) == (changed((one, "mine 1"), (other, "theirs 2")), False)


def test_a_text_made_to_be_slow_gives_way_as_a_whole():
    one, other = "b " * 10_000, "a b " * 5_000
    assert added(one, "a " * 10_000) <= Counter(merged("a " * 10_000, one, other).text.split())
