"""What a letter says: as text and as HTML, in every language, the reader's first."""

import re

import pytest
from django.conf import settings

from tests.mail.letters import KINDS, a_letter_of
from tovchoo.mail.rules import deliver
from tovchoo.mail.words import one_line

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
BETWEEN = "-" * 40


@pytest.fixture(params=[(kind, language) for kind in KINDS for language in LANGUAGES], ids="-".join)
def came(request, post_office):
    """A letter as it came, and the language of its reader."""
    kind, language = request.param
    a_letter_of(kind, language)
    deliver()
    [letter] = post_office.received
    return letter, language


def test_every_letter_is_text_and_html_with_the_same_words(came):
    letter, _language = came
    assert [part.get_content_type() for part in letter.message.iter_parts()] == ["text/plain", "text/html"]
    in_text = re.sub(r":\s+http", " http", letter.text).split(BETWEEN)
    assert [part.split() for part in in_text] == [part.split() for part in letter.html.parts.values()]


def test_every_letter_is_in_every_language_the_readers_first_and_each_part_says_which(came):
    letter, language = came
    order = [language, *(each for each in LANGUAGES if each != language)]
    assert list(letter.html.parts) == order and letter.html.elements[0] == ("html", {"lang": language})
    assert letter.subject in letter.html.parts[language]


def test_every_part_has_one_link_in_its_own_language(came):
    letter, _language = came
    in_html = dict(zip(letter.html.parts, letter.html.links, strict=True))
    in_text = dict(zip(letter.html.parts, letter.links, strict=True))
    assert in_html == in_text
    assert all(link.startswith(f"{settings.SITE_URL}/{code}/") for code, link in in_html.items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_every_letter_are_there_in_mongolian(post_office, kind):
    a_letter_of(kind)
    deliver()
    lines = [set(part.split("\r\n")) for part in post_office.received[0].html.parts.values()]
    assert set.intersection(*lines) == {""}  # not even the links are the same


def test_a_reader_whose_language_the_site_does_not_speak_gets_the_first_of_the_site(post_office):
    a_letter_of("invitation", "fr")
    deliver()
    assert list(post_office.received[0].html.parts) == LANGUAGES


@pytest.mark.parametrize("length", [1, 119, 120, 121, 5000])
def test_SEC_N2_a_subject_has_at_most_120_letters(length):
    line = one_line("ө" * length)
    assert len(line) == min(length, 120) and (length > 120) == line.endswith("…")
