import pytest

from tovchoo.kernel.languages import reading
from tovchoo.kernel.localized import Localized, State

TITLE = Localized({"mn": "Төсөл"})


def test_it_prints_the_reader_s_language_or_the_original():
    title = TITLE.translated("fr", "Projet", by="us")
    with reading("fr"):
        assert (str(title), title.language) == ("Projet", "fr")
    with reading("en"):
        assert (str(title), title.language) == ("Төсөл", "mn")


def test_on_a_page_words_in_another_language_say_which():
    with reading("en"):
        assert TITLE.__html__() == '<span lang="mn">Төсөл</span>'
    with reading("mn"):
        assert TITLE.__html__() == "Төсөл"


def test_french_content_in_the_english_interface_is_marked():
    with reading("fr"):
        assert Localized({"fr": "Engagement"}).__html__() == '<span lang="fr">Engagement</span>'


def test_what_people_wrote_is_never_run():
    with reading("mn"):
        assert Localized({"mn": "<b>"}).__html__() == "&lt;b&gt;"


def test_it_knows_how_far_to_trust_each_language():
    title = TITLE.translated("en", "Draft", by="us").translated("fr", "Projet", by="gazette", state=State.OFFICIAL)
    states = [title.translation(language).state for language in ("mn", "en", "fr", "de")]
    assert states == [State.OFFICIAL, State.WORKING, State.OFFICIAL, State.MISSING]


def test_a_changed_original_leaves_its_translations_behind():
    title = Localized(TITLE.translated("en", "Draft", by="us") | {"mn": "Шинэ төсөл"})
    assert title.translation("en").state == State.OUTDATED
    assert title.translated("en", "New draft", by="us").translation("en").state == State.WORKING


@pytest.mark.parametrize("nothing", [Localized(), Localized({"mn": ""}), Localized({"@about": {}})])
def test_without_words_it_is_nothing(nothing):
    assert not nothing
