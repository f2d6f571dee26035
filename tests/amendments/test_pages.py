"""The pages of amendments: public ones without a word of the draft, the desk by which three hundred are decided."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from tests.amendments.versions import (
    FIRST,
    SECOND,
    a_draft,
    a_published_draft,
    a_version,
    again,
    an_organisation,
    passage_of,
    proposed,
    rendering,
    typed,
)
from tests.cast import in_two, signed_in
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import accept, back, decline, edit, recommend, withdraw
from tovchoo.drafting.models import Rendering
from tovchoo.drafting.rules import keep
from tovchoo.kernel import clock
from tovchoo.kernel.wording import pieces
from tovchoo.ledger.models import Entry
from tovchoo.ledger.rules import enter
from tovchoo.versions.models import VersionReason
from tovchoo.web.waiting import what_plans_wait_for

NINE = "The Practice Ministry opens nine data sets."
CANARY = "Kingfishers nest here."
DESK = "/en/workspace/plans/nap9/amendments/"


def read(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_one_is_public_with_what_goes_and_what_comes(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, reason=in_two("Учир", "Four are closed"), by=cast.tsetseg)
    text = read("/en/plans/nap9/amendments/1/")
    assert "thirteen" in text.split("<del>")[1].split("</del>")[0]
    assert "nine" in text.split("<ins>")[1].split("</ins>")[0]
    assert "Four are closed" in text and "Not decided yet." in text and "Tsetseg" in text
    back(made, by=cast.bat)
    recommend(made, "accept", by=cast.saraa)
    decline(again(made), reason=in_two("Бүгд нээлттэй", "All are open"), by=cast.saraa)
    text = read("/en/plans/nap9/amendments/1/")
    assert "Bat" in text and "to accept it" in text and "All are open" in text and "declined" in text


def test_why_it_was_withdrawn_stands_on_its_page(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    assert "Why: We counted wrongly" not in read("/en/plans/nap9/amendments/1/")
    withdraw(made, reason="We counted wrongly", by=cast.tsetseg)
    assert "Why: We counted wrongly" in read("/en/plans/nap9/amendments/1/")


def test_two_on_one_passage_are_set_against_each_other(cast, begin_with):
    version = begin_with(a_published_draft)
    proposed(version, NINE, by=cast.bat)
    proposed(version, "The Practice Office opens thirteen data sets.", by=cast.tsetseg)
    text = read("/en/plans/nap9/amendments/1/")
    assert "Others on the same passage" in text and "/en/plans/nap9/amendments/2/" in text and "Office" in text


@pytest.mark.parametrize("language", ["mn", "en"])
def test_SEC_B1_no_word_of_the_draft_is_public_before_a_version(cast, begin_with, language):
    version = begin_with(a_published_draft)
    made = proposed(version, NINE, by=cast.tsetseg)
    typed(made, f"{CANARY} It opens fifteen data sets.", by=cast.bat)
    other = proposed(version, f"{FIRST['en']} Soon.", by=cast.tsetseg)
    edit(made, "It opens ten data sets.", in_draft=f"{CANARY} Ten.", base=rendering(made).head, by=cast.saraa)
    for path in ("amendments/", "amendments/1/", "amendments/2/", "brief/", ""):
        assert "Kingfisher" not in read(f"/{language}/plans/nap9/{path}"), path
    assert not Entry.objects.filter(facts__icontains="Kingfisher").exists()
    assert "Kingfisher" not in read(f"{DESK}2/", signed_in(cast.dorj))
    assert "Kingfisher" in read(f"{DESK}2/", signed_in(cast.saraa)) and again(other).stage == "proposed"


def test_the_list_of_a_plan_by_stage(cast, begin_with):
    version = begin_with(a_published_draft)
    accept(proposed(version, NINE, by=cast.bat), by=cast.saraa)
    proposed(version, by=cast.tsetseg)
    assert read("/en/plans/nap9/amendments/").count("/en/plans/nap9/amendments/1/") == 1
    only = read("/en/plans/nap9/amendments/?stage=proposed")
    assert "amendments/2/" in only and "amendments/1/" not in only
    assert "No amendment is recorded." in read("/en/plans/nap9/amendments/?stage=declined")
    assert Client().get("/en/plans/nap99/amendments/").status_code == 404


def test_before_the_first_version_the_desk_leads_to_the_draft(cast):
    plan = a_draft(cast).plan
    said = read(f"/en/workspace/plans/{plan.pk}/amendments/", signed_in(cast.saraa))
    assert "No version is frozen yet" in said and "press §" not in said and 'href="/en/workspace/drafts/"' in said


def test_somebody_proposes_on_the_page(cast, begin_with):
    version = begin_with(a_published_draft)
    herons = an_organisation(cast, "Herons", cast.bat)
    at, client = f"{DESK}new/?version=1&passage={passage_of(version.plan)}&language=en", signed_in(cast.bat)
    shown = read(at, client)
    assert "An amendment is to words" in shown
    assert "How it should read</label>" in shown  # asked for by the choice above it: it may not be left out
    assert escape(FIRST["en"]) in shown and f'value="{herons.pk}" selected' in shown
    sent = {
        "kind": "word",
        "after": FIRST["en"],
        "added": "",
        "reason_0": "",
        "reason_en": "",
        "organisation": herons.pk,
    }
    refused = client.post(at, sent)
    assert refused.status_code == 422 and "Nothing is changed yet" in refused.content.decode()
    done = client.post(at, sent | {"after": NINE, "reason_en": "Fewer", "sending": "a"})
    assert done.status_code == 302 and done.headers["Location"] == "/en/plans/nap9/amendments/1/"
    assert client.post(at, sent | {"after": NINE, "sending": "a"}).status_code == 302  # sent twice
    made = Amendment.objects.get()
    assert (made.after, made.organisation, made.reason) == (NINE, herons, {"en": "Fewer"})
    assert "Already proposed on it" in read(at, signed_in(cast.tsetseg))
    deceiving = client.post(at, sent | {"after": "a\u202eb"})
    assert deceiving.status_code == 422 and "turns the direction" in deceiving.content.decode()
    assert client.get(at.replace("version=1", "version=x")).status_code == 404
    assert client.get(f"{DESK}new/?version=1&passage=nowhere").status_code == 404
    assert signed_in(cast.nomin).get(at).status_code == 403
    assert Client().get(at).status_code == 302


def test_in_the_language_that_is_asked_for(cast, begin_with):
    version = begin_with(a_published_draft)
    at = f"/mn/workspace/plans/nap9/amendments/new/?version=1&passage={passage_of(version.plan)}"
    assert f">\n{escape(FIRST['mn'])}</textarea>" in read(at, signed_in(cast.bat)).replace("\r", "")


def test_supporting_and_recommending_on_the_page(cast, begin_with):
    proposed(begin_with(a_published_draft), NINE, by=cast.bat)
    client = signed_in(cast.tsetseg)
    assert client.post(f"{DESK}1/back/").status_code == 302
    assert "Support it no longer" in read(f"{DESK}1/", client) and "you support it" in read(DESK, client)
    assert client.post(f"{DESK}1/unback/").status_code == 302
    assert client.post(f"{DESK}1/recommend/", {"advice": "accept"}).status_code == 403
    chief = signed_in(cast.saraa)
    asked = read(f"{DESK}1/recommend/", chief)
    assert "Amendment 1: Recommend" in asked and "nine" in asked.split("<ins>")[1].split("</ins>")[0]
    assert chief.post(f"{DESK}1/recommend/", {"advice": "decline"}).status_code == 422
    assert chief.post(f"{DESK}1/recommend/", {"advice": "decline", "reason_en": "All are open"}).status_code == 302
    assert Amendment.objects.get().advice == "decline"


def test_deciding_on_the_page(cast, begin_with):
    version = begin_with(a_published_draft)
    made = proposed(version, NINE, by=cast.tsetseg)
    client = signed_in(cast.saraa)
    assert read(f"{DESK}1/", client).count('name="decision"') == 4
    for said in ({"decision": "declined"}, {"decision": "overtaken"}, {"decision": "edited", "final": " "}, {}):
        answer = client.post(f"{DESK}1/", said)
        assert answer.status_code == 422 and again(made).stage == "proposed"
    assert client.post(f"{DESK}1/", {"decision": "edited", "final": "Ten."}).status_code == 302
    assert again(made).stage == "edited" and rendering(made).text == "Ten."
    assert 'name="decision"' not in read(f"{DESK}1/", client)
    assert signed_in(cast.tsetseg).post(f"{DESK}1/", {"decision": "accepted"}).status_code in (200, 403)
    assert "As it was accepted" in read("/en/plans/nap9/amendments/1/")


def test_on_the_same_words_the_page_asks_how_it_reads(cast, begin_with):
    made = proposed(begin_with(a_published_draft), NINE, by=cast.tsetseg)
    typed(made, "The Practice Ministry opens fifteen data sets.", by=cast.bat)
    client = signed_in(cast.saraa)
    shown = read(f"{DESK}1/", client)
    assert 'name="in_draft"' in shown and "opens fifteen" in shown and 'value="accepted"' not in shown
    assert client.post(f"{DESK}1/", {"decision": "edited", "final": "Ten."}).status_code == 422
    said = {"decision": "edited", "final": "Ten.", "in_draft": "Ten now.", "base": rendering(made).head}
    assert client.post(f"{DESK}1/", said).status_code == 302
    assert rendering(made).text == "Ten now." and again(made).final == "Ten."


def test_the_desk_shows_passage_by_passage_and_accepts_at_once(cast, begin_with):
    version = begin_with(a_published_draft)
    proposed(version, "In writing, citizens say what they think.", text=SECOND, by=cast.bat)
    one, _other = proposed(version, NINE, by=cast.bat), proposed(version, by=cast.tsetseg)
    client = signed_in(cast.saraa)
    text = read(DESK, client)
    assert text.index(f'id="{one.passage}"') < text.index(f'id="{passage_of(version.plan, SECOND)}"')
    assert "2 on this passage" in text and text.count(">Accept<") == 3
    assert client.post(f"{DESK}2/accept/", {"meeting": "meeting/none-such"}).headers["Location"] == DESK
    assert again(one).stage == "accepted" and again(one).meeting == ""
    assert client.post(f"{DESK}2/accept/").status_code == 403
    assert ">Accept<" not in read(DESK, signed_in(cast.bat))
    assert ">Support it<" not in read(DESK, signed_in(cast.oyun))
    assert signed_in(cast.oyun).post(f"{DESK}3/accept/").status_code == 403


@pytest.mark.parametrize("path", ["", "1/"])
@pytest.mark.parametrize("number", [3, 30])
def test_many_are_no_more_questions_than_few(cast, begin_with, path, number):
    version = begin_with(a_published_draft)
    for each in range(number):
        proposed(version, f"{FIRST['en']} {each}.", by=cast.bat)
    client = signed_in(cast.saraa)
    read(DESK + path, client)
    with CaptureQueriesContext(connection) as asked:
        read(DESK + path, client)
    of_the_page = [each for each in asked if "SAVEPOINT" not in each["sql"] and "accounts_session" not in each["sql"]]
    assert len(of_the_page) <= 12


@pytest.mark.parametrize("path", ["amendments/", "amendments/1/", "brief/"])
def test_public_pages_ask_at_most_eight_questions(cast, begin_with, path, django_assert_max_num_queries):
    draft = begin_with(a_draft)
    a_version(cast, draft)
    version = a_version(cast, draft, 2)
    for number in range(20):
        made = proposed(version, f"{FIRST['en']} {number}.", by=cast.bat)
        back(made, by=cast.tsetseg)
    with django_assert_max_num_queries(8):
        read(f"/en/plans/nap9/{path}")


def test_the_brief_tells_what_changed_and_what_is_disputed(cast, begin_with):
    draft = begin_with(a_draft)
    version = a_version(cast, draft)
    accepted = proposed(version, NINE, by=cast.bat)
    accept(accepted, reason=in_two("Бага", "Fewer are ready"), by=cast.saraa)
    accept(proposed(version, "They answer soon.", kind="add", text=SECOND, by=cast.bat), by=cast.saraa)
    assert "There are not two versions yet." in read("/en/plans/nap9/brief/")
    newer = a_version(cast, draft, 2)
    part = draft.parts.order_by("number")[0]
    reason = {"part": part.code, "passage": accepted.passage, "source": "amendment/nap9-1"}
    enter(VersionReason(id="nap9-v2-r1", version=newer, number=1, reason=in_two("Бага", "Fewer are ready"), **reason),
          by=cast.saraa)  # fmt: skip
    little = proposed(newer, f"{NINE} A.", text=in_two("", NINE), by=cast.bat)
    much = proposed(newer, f"{NINE} B.", text=in_two("", NINE), by=cast.bat)
    back(much, by=cast.tsetseg)
    recommend(again(much), "decline", reason=in_two("Хэтэрхий", "Too few"), by=cast.saraa)
    gone = proposed(newer, f"{NINE} C.", text=in_two("", NINE), by=cast.bat)
    decline(gone, reason=in_two("Үгүй", "No"), by=cast.saraa)
    text = read("/en/plans/nap9/brief/")
    assert "From version 1 to version 2" in text and "1 changed, 1 added" in text and "Fewer are ready" in text
    assert "Introduction" in text and "Open data" not in text
    assert text.index(f"amendments/{much.number}/") < text.index(f"amendments/{little.number}/")
    assert f"amendments/{gone.number}/" not in text  # nobody supports it
    assert "</span>thirteen<" in text and "</span>nine<" in text and "versions/1...2/?part=" in text
    assert "Supported by: Tsetseg" in " ".join(text.split()) and "to decline it: Too few" in text
    assert "B.<" in text.split(f"amendments/{much.number}/")[1]


def test_the_brief_calls_commitments_by_their_number(cast, begin_with):
    draft = begin_with(a_draft)
    a_version(cast, draft)
    place = Rendering.objects.get(passage__part__draft=draft, text="The data is on paper.")
    keep(place, "The data is in drawers.", base=place.head, key="a", by=cast.bat)
    a_version(cast, draft, 2)
    text = read("/en/plans/nap9/brief/")
    assert "Commitment 1. Open data" in text and "2. Open data" not in text and "</span>in drawers<" in text
    for since in ("1", "2", "77", "x", "9" * 30):
        read(f"/en/plans/nap9/brief/?since={since}")
    read("/en/plans/nap4/brief/")  # of which no language is recorded


def test_what_waits(cast, begin_with):
    version = begin_with(a_published_draft)
    today = clock.today()
    assert what_plans_wait_for(cast.saraa, today) == []
    proposed(version, NINE, by=cast.bat)
    proposed(version, by=cast.bat)
    [line] = what_plans_wait_for(cast.saraa, today)
    assert line.url == DESK.replace("/en/", "/mn/") or line.url.endswith("/workspace/plans/nap9/amendments/")
    assert "2" in str(line.detail)
    assert what_plans_wait_for(cast.bat, today) == [] == what_plans_wait_for(cast.nomin, today)
    assert "/workspace/plans/nap9/amendments/" in read("/en/workspace/", signed_in(cast.saraa))


def test_words_are_marked_never_letters():
    assert pieces("a b c", "a x c") == [("same", "a"), ("out", " b"), ("in", " x"), ("same", " c")]
    assert pieces("", "new") == [("in", "new")] and pieces("old", "") == [("out", "old")]
    many = "same " * 8000
    assert pieces(many, f"other {many}")
