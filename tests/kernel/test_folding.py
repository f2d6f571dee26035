from pathlib import Path

import pytest

from tovchoo.kernel.folding import mixed_words, skeleton, terms

LISTS = Path(__file__).parents[1] / "data" / "folding"


def pairs(name):
    lines = (LISTS / f"{name}.tsv").read_text().splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def meet(one, other):
    return bool(set(terms(one)) & set(terms(other)))


def test_nine_of_ten_forms_of_a_word_meet():
    forms = pairs("meet")
    assert len(forms) >= 300
    assert sum(meet(*pair) for pair in forms) / len(forms) >= 0.90


def test_at_most_two_in_a_hundred_different_words_meet():
    words = pairs("apart")
    assert len(words) >= 300
    assert sum(meet(*pair) for pair in words) / len(words) <= 0.02


@pytest.mark.parametrize("cyrillic, latin", pairs("names"))
def test_a_name_is_found_in_either_alphabet(cyrillic, latin):
    assert meet(cyrillic, latin)


@pytest.mark.parametrize("form", ["засгийн", "засагт", "ЗАСАГ", "Засаг"])
def test_the_forms_of_government_find_each_other(form):
    assert meet("засаг", form)


def test_a_letter_of_the_other_alphabet_in_a_word_is_repaired_and_told():
    assert skeleton("Тungaahui") == skeleton("Tungaahui") == skeleton("Тунгаахуй")
    assert mixed_words("the Тungaahui data studio") == ["Тungaahui"] and not mixed_words("Open засаг")


def test_keyboards_without_the_two_letters_are_understood():
    assert meet("төлөвлөгөө", "толовлогоо") and meet("үндсэн", "vндсэн")


def test_english_plurals_meet():
    assert meet("commitment", "commitments") and meet("policy", "policies") and meet("citizen", "citizens'")


@pytest.mark.parametrize("text", ["а" * 1_000_000, " " * 1_000_000, "a'" * 300_000, "ааа " * 200_000])
def test_no_text_is_too_long_to_fold(text):
    assert all(len(term) <= 400 for term in terms(text))
