import pytest
from django.core.cache import caches
from django.test import Client

from tests.drafting import drafts
from tests.matrix.plans import SECOND, a_draft, a_plan, a_version, amended, in_force
from tovchoo.drafting.models import Rendering
from tovchoo.kernel.languages import reading
from tovchoo.kernel.limits import at_most
from tovchoo.web.search import search

pytestmark = pytest.mark.usefixtures("record")


def found_in_full(question):
    with reading("en"):
        return search(question)[0]


def found(question, language="en"):
    with reading(language):
        return [each.id for each in search(question)[0]]


@pytest.mark.parametrize("form", ["засаг", "засгийн", "засагт", "ЗАСГИЙН"])
def test_every_form_of_a_word_finds_the_same(form):
    assert set(found(form, "mn")) == set(found("засаг", "mn")) and len(found("засаг", "mn")) > 2


@pytest.mark.parametrize("spelling", ["Tungaahui", "Тунгаахуй", "Тungaahui", "TUNGAAHUI", "тунгаахуйн"])
def test_either_alphabet_and_the_article_s_own_mixture_find_the_data_studio(spelling):
    assert found(spelling)[0] == "tungaahui-data-studio"


def test_every_word_must_be_there():
    assert "nap5-4" in found("media freedom") and "nap5-1" not in found("media freedom")
    assert found("media zebra") == []


def test_a_word_of_the_title_comes_before_one_of_the_text():
    assert found("extractive")[0] == "nap5-1"


def test_the_beginning_of_a_word_is_enough():
    assert "nap5-1" in found("extract")


@pytest.mark.parametrize("short", ["ҮҮАТ", "ҮАҮТ", "NAP"])
def test_the_short_names_of_the_plan_find_it(short):
    assert "nap5" in found(short)


def test_commitments_are_also_called_objectives():
    assert set(found("амлалт", "mn")) <= set(found("зорилт", "mn"))


def test_keyboards_without_the_two_letters_find_it_too():
    assert set(found("толовлогоо", "mn")) == set(found("төлөвлөгөө", "mn"))


@pytest.mark.parametrize("question", ["", "   ", "%", "_", "'", "\\", "a" * 200, "🙂", '" OR 1=1 --', "᠁ᠮᠣᠩᠭᠣᠯ"])
def test_no_question_is_too_strange(page, question):
    assert "<h1>" in page(f"/en/search/?q={question}".replace("%", "%25").replace(" ", "+"))


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", "٣", "2"])
def test_no_page_number_is_too_strange(page, number):
    assert "<h1>" in page(f"/en/search/?q=government&page={number}")


def test_what_was_asked_is_shown_and_never_run(page):
    assert "<script>alert" not in page("/en/search/?q=<script>alert(1)</script>")


def test_nothing_found_says_what_to_try(page):
    assert "Both alphabets" in page("/en/search/?q=zebra")


def test_what_a_plan_says_and_what_is_proposed_on_it_is_found(cast, page):
    draft = a_draft(cast, a_plan(cast, 9))
    first = a_version(cast, draft)
    drafts.typed(Rendering.objects.get(passage__part__draft=draft, text=SECOND["en"]), "Storks and herons. " * 50,
                 by=cast.bat)  # fmt: skip
    met = amended(cast, first, "Of one flamingo.")
    a_version(cast, draft)
    [one] = found_in_full("flamingo")
    assert one.url == met.get_absolute_url()
    assert f">amendment {met.number}</a>" in page("/en/search/?q=flamingo")  # it says no reason
    [passage] = found_in_full("herons storks")
    assert passage.url == f"/en/plans/nap9/passages/{passage.id}/" and str(passage.title).endswith(" …")
    assert len(str(passage.title)) <= 200
    assert found("second paragraph") == []  # the newest version has other words there


def test_what_is_in_force_is_found_as_a_commitment(cast):
    in_force(cast, a_version(cast, a_draft(cast, a_plan(cast, 9))))
    assert [str(each.noun.name) for each in found_in_full("nobody counts them")] == ["commitment"]
    assert [str(each.noun.name) for each in found_in_full("first paragraph")] == ["text of a version"]


def test_SEC_L4_a_machine_that_searches_without_end_is_told_to_come_again(record):
    before = Client().get("/en/search/", {"q": "bird 1"}).wsgi_request
    caches["alone"].clear()
    for _each in range(299):
        at_most(before, "search", most=300, seconds=3600, by="alone")
    answers = [Client().get("/en/search/", {"q": f"bird {number}"}) for number in (2, 3)]
    assert [each.status_code for each in answers] == [200, 429]  # many citizens behind one address
    assert answers[-1]["Retry-After"] == "60"
    assert Client().get("/en/search/").status_code == 200, "the page with an empty field is for everybody"
    caches["alone"].clear()


def test_three_queries_whatever_is_found(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        search("government ministry")
