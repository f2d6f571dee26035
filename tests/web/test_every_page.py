"""Laws that every public address keeps. One walk over the whole site, then one law after the other."""

import gzip
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.builders import a_full_record
from tests.web.walk import route_of, routes, views, visit, walk

pytestmark = pytest.mark.django_db

STARTS = ["/", "/data/", "/en/", "/mn/", "/healthz", "/robots.txt", "/en/search/?q=засгийн", "/mn/search/?q=open+data",
          "/en/organisations/?sector=government&page=2", "/en/plans/nap5/versions/between/?from=8&to=9",
          "/feeds/news.en.atom", "/feeds/news.mn.atom",
          "/data/record/files/practice.pdf", "/en/plans/nap5/versions/1/documents/",
          "/en/plans/nap6/versions/between/?from=1&to=2"]  # fmt: skip
FILES_OF_THE_DATA = "/data/record/files/"
NOT_PAGES = ("/data/record", "/healthz", "/robots.txt")


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Every address of a record that holds something of everything."""
    with django_db_blocker.unblock(), a_full_record():
        yield walk(*STARTS)


@pytest.fixture
def pages(site):
    return {path: each for path, each in site.items() if each.is_page}


def offenders(visits, law):
    """The addresses that break a law, with what they did instead."""
    return {path: told for path, each in visits.items() if (told := law(each))}


def test_every_address_answers(site):
    assert len(site) > 400
    assert not offenders(site, lambda each: each.first.status_code not in (200, 302) and each.first.status_code)


def behind_the_wall(route):
    """Routes of the workspace and of coming in: the matrix walks those."""
    return re.match(r"(<language:language>|en)/(workspace|welcome)/|sign-on/|.*/(sign-up|signed-up)/$", route)


def test_every_route_was_walked(site):
    walked = {route_of(path) for path in site}
    assert {each for each in routes() - walked if not behind_the_wall(each)} == set()


def test_every_view_is_public_on_purpose_or_listed():
    open_by_hand = {"choose_language", "healthz", "robots", "download", "to_the_page", "archive", "file", "editions"}
    closed = {view.__name__ for route, view in views().items()
              if not getattr(view, "is_public", False) and not behind_the_wall(route)}  # fmt: skip
    assert closed == open_by_hand


def test_SEC_I1_no_view_is_without_the_token_against_forged_forms():
    assert not [route for route, view in views().items() if getattr(view, "csrf_exempt", False)]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(site, method):
    client = Client()
    assert {getattr(client, method)(path).status_code for path in {route_of(p): p for p in site}.values()} == {405}


def test_a_page_takes_at_most_eight_queries_cold(pages):
    assert not offenders(pages, lambda each: each.cold > 8 and each.cold)


def test_a_page_takes_at_most_one_query_warm(pages):
    assert not offenders(pages, lambda each: each.warm > 1 and each.warm)


def test_a_second_reading_is_the_same(pages):
    assert not offenders(pages, lambda each: each.first.content != each.second.content)


def test_a_page_may_be_kept_by_anybody_and_is_asked_for_again(pages):
    assert not offenders(pages, lambda each: each.first["Cache-Control"] != "public, no-cache")
    assert not offenders(pages, lambda each: "Cookie" in each.first["Vary"] or bool(each.first.cookies))


def test_what_did_not_change_is_not_sent_again(pages):
    client = Client()
    for path, each in pages.items():
        answer = client.get(path, headers={"If-None-Match": each.first["ETag"]})
        assert (answer.status_code, answer.content) == (304, b""), path


def test_a_head_has_the_length_and_no_body(pages):
    for path in list(pages)[::25]:
        answer = Client().head(path)
        assert answer.content == b"" and int(answer["Content-Length"]) == len(pages[path].first.content)


def test_a_first_visit_is_at_most_60_kilobytes(pages):
    def weight(each):
        beside = [*each.page.values("src"), *each.page.values("href")]
        files = {finders.find(link.removeprefix("/static/")) for link in beside if link.startswith("/static/")}
        packed = sum(len(gzip.compress(Path(file).read_bytes(), 9)) for file in files)
        packed += len(gzip.compress(each.first.content, 6))
        return packed > 60_000 and packed

    assert not offenders(pages, weight)


def test_packed_pages_are_the_page(pages):
    path, each = next(iter(pages.items()))
    packed = Client().get(path, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == each.first.content
    assert packed["ETag"] != each.first["ETag"]


def test_no_other_host_is_asked(pages):
    def asks(each):
        loaded = ("img", "script", "iframe", "source", "video", "audio", "embed", "object")
        links = [a.get("src") or a.get("data") or "" for tag, a in each.page.tags if tag in loaded]
        links += [a.get("href", "") for tag, a in each.page.tags if tag == "link" and "stylesheet" in a.get("rel", "")]
        return [link for link in links if urlsplit(link).netloc]

    assert not offenders(pages, asks)


def test_nothing_is_inline(pages):
    def inline(each):
        tags = each.page.tags
        found = [name for _tag, a in tags for name in a if name == "style" or name.startswith("on")]
        found += [tag for tag, a in tags if tag == "style" or (tag == "script" and "src" not in a)]
        return found + [link for link in each.page.values("href") if link.lower().startswith("javascript:")]

    assert not offenders(pages, inline)


def test_the_policy_on_content_is_strict(site):
    wanted = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )

    def directives(text):
        return {part.strip() for part in text.split(";")}

    def other(each):
        handed_out = route_of(each.path).endswith(("documents/<str:pk>/file/", "documents/<slug:name>/"))
        of_a_file = handed_out or each.path.startswith(FILES_OF_THE_DATA)
        rightly = "sandbox; default-src 'none'" if of_a_file and each.first.status_code == 200 else wanted
        return directives(each.first.get("Content-Security-Policy", "")) != directives(rightly)

    assert not offenders(site, other)


def test_every_answer_says_what_browsers_may_do_with_it(site):
    wanted = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
              "Cross-Origin-Opener-Policy": "same-origin",
              "Referrer-Policy": "strict-origin-when-cross-origin"}  # fmt: skip
    assert not offenders(site, lambda each: wanted.items() - each.first.items())


def test_every_page_has_its_twin_in_the_other_language(pages):
    def lacks(each):
        twins = [a["href"] for tag, a in each.page.tags if tag == "link" and "hreflang" in a]
        paths = {urlsplit(twin).path for twin in twins}
        here = each.path.partition("?")[0]
        return paths != {f"/{code}/{here[4:]}" for code in ("mn", "en")}

    assert not offenders(pages, lacks)


def test_every_page_says_what_it_is(pages):
    def lacks(each):
        told = {a.get("property") for tag, a in each.page.tags if tag == "meta"}
        head = re.search(r"<title>\s*(.*?)\s*</title>", each.text, re.DOTALL)
        ones = [tag for tag, _a in each.page.tags if tag == "h1"]
        return not head or not head[1].split("·")[0].strip() or len(ones) != 1 or {"og:title", "og:url"} - told

    assert not offenders(pages, lacks)


def test_headings_go_down_step_by_step(pages):
    def jumps(each):
        levels = [int(tag[1]) for tag, _a in each.page.tags if re.fullmatch(r"h[1-6]", tag)]
        return any(after > before + 1 for before, after in pairwise(levels))

    assert not offenders(pages, jumps)


def test_ids_are_given_once(pages):
    assert not offenders(pages, lambda each: len(each.page.values("id")) != len(set(each.page.values("id"))))


def test_no_page_speaks_english_to_a_mongolian_reader(pages):
    """Words of the interface only: content in another language says so in `lang`."""
    assert not offenders(
        {path: each for path, each in pages.items() if path.startswith("/mn/")},
        lambda each: (
            'lang="mn"' not in each.text[:60] or re.findall(r"\b(?:not recorded|Sources|Search|Date)\b", each.text)
        ),
    )


def test_an_unknown_address_is_a_page_that_helps():
    answer = Client().get("/en/nowhere/")
    assert answer.status_code == 404 and 'role="search"' in answer.content.decode()
    assert Client().get("/xx/").status_code == 404 and Client().get("/en/plans/nap9/").status_code == 404


def test_a_host_that_is_not_ours_is_refused_even_from_the_cache(record):
    visit("/en/")
    assert Client().get("/en/", headers={"Host": "evil.example"}).status_code == 400
