"""A plan is made: from what a member proposes to a plan in force and its documents, on phones, by keys. All fictional.

PICTURES=docs/pictures pytest tests/browser/test_from_proposals.py also takes the pictures of it.
"""

import os
import time
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.chromium import PATIENCE, opened
from tests.browser.keyboard import Hands, beginning
from tests.browser.running import a_house, a_server, a_worker, told_by
from tests.editions.test_reading_back import W

PLAN = "/en/plans/nap6/"
PROBLEM, SOLUTION = "Nobody sees the budget of a school.", "Every school publishes what it spends."
AMENDED = "Every school publishes what it spends, every quarter."


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site with a server and a worker, where a plan is to be made."""
    data = tmp_path_factory.mktemp("plan")
    with a_house(data) as env, a_server(env, data / "log"), a_worker(env, data / "log of the worker"):
        told = told_by(env, "planners")
        yield env["SITE_URL"], told


@pytest.fixture
def phone(browser, house):
    """The hands of somebody of the cast, signed in, at the first page of the workspace; nobody: a stranger."""
    site, sessions = house
    with ExitStack() as people:

        def sit_down(who=""):
            page = people.enter_context(opened(browser, site, 360, 740, reduced_motion="reduce"))
            if who:
                page.context.add_cookies([{"name": "session", "value": sessions[who], "url": site}])
                page.goto("/en/workspace/")
            return Hands(page)

        yield sit_down


def picture(hands, name):
    fits(hands)
    if folder := os.environ.get("PICTURES"):
        hands.page.evaluate("scrollTo(0, 0)")
        hands.page.screenshot(path=Path(folder) / f"workspace-{name}.png")


def fits(hands):
    assert hands.page.evaluate("document.documentElement.scrollWidth") <= 360, hands.page.url


def test_a_plan_is_made_from_proposals(phone, tmp_path):
    saraa, bat, tsetseg = phone("saraa"), phone("bat"), phone("tsetseg")
    proposes(tsetseg)
    discusses_and_accepts(saraa)
    write_together(bat, tsetseg)
    says_that_the_translation_is_the_same(bat)
    freezes(saraa, "Анхны хувилбар", "First version", "for discussion")
    proposes_an_amendment(tsetseg)
    accepts_the_amendment(saraa)
    takes_in_what_was_edited_elsewhere(saraa, tmp_path)
    freezes(saraa, "Форумд өргөх хувилбар", "Version for the forum", "for approval")
    reads_what_changed(phone())
    puts_it_to_the_vote(saraa)
    votes(phone("dorj"))
    brings_it_into_force(saraa)
    takes_the_plan_home(phone())


def proposes(hands):
    hands.follow("Proposals")
    hands.follow("Plan VI")
    hands.follow("Propose a commitment")
    says(hands, "Title of the commitment", "Сургуулийн төсөв", "School budgets")
    hands.choose("In the name of", "Practice Union")
    says(hands, "In short", "Төсөв нээлттэй.", "Budgets are open.")
    says(hands, "Which problem", "Сургуулийн төсвийг хэн ч хардаггүй.", PROBLEM)
    unfold(hands, hands.page.locator("summary", has_text="The commitment"))
    says(hands, "Which solution", "Сургууль бүр зарлагаа нийтэлнэ.", SOLUTION)
    picture(hands, "propose")
    hands.press("Look at it first")
    hands.sees("School budgets")
    hands.press("Propose it")
    hands.sees("1. School budgets")
    picture(hands, "proposal")


def says(hands, group, mn, en):
    """The reader's language stands open, the other behind its name."""
    hands.type("English", en, within=group)
    unfold(hands, hands.page.get_by_role("group", name=beginning(group)).locator("summary"))
    hands.type("Монгол", mn, within=group)


def unfold(hands, summary):
    hands.go_to(summary)
    hands.page.keyboard.press("Enter")


def discusses_and_accepts(hands):
    hands.page.reload()
    hands.follow("Plan VI")
    hands.follow("1. School budgets")
    hands.follow("Take into discussion")
    hands.type_in_two("Reason", "Хурлаар хэлэлцэв.", "The meeting speaks of it.")
    hands.press("Take into discussion")
    hands.follow("Accept as a commitment")
    hands.type_in_two("Reason", "Хоёр тал дэмжив.", "Both sides support it.")
    hands.press("Accept as a commitment")
    hands.sees("1. School budgets")
    expect(hands.page.get_by_text("accepted", exact=True).first).to_be_visible()


def write_together(bat, tsetseg):
    """In the same paragraph at the same time: both texts stand there."""
    for hands in (bat, tsetseg):
        hands.page.goto("/en/workspace/")
        hands.follow("Drafts")
        hands.follow("Practice Plan")
        with hands.page.expect_response("**/keep/"):
            hands.follow("Commitment 1: Сургуулийн төсөв")
    picture(bat, "draft")
    for hands, key, words in ((bat, "Home", "Одоо "), (tsetseg, "End", " Улирал бүр.")):
        hands.go_to(text_with(hands, "хэн ч хардаггүй"))
        hands.page.keyboard.press(f"ControlOrMeta+{key}")
        hands.page.keyboard.type(words)
    for hands in (bat, tsetseg):
        expect(hands.page.locator("[data-state]")).to_contain_text("Kept at")


def text_with(hands, words):
    """The box in which a paragraph stood when the page was made."""
    return hands.page.locator(f"xpath=//textarea[contains(., '{words}')]")


def says_that_the_translation_is_the_same(hands):
    hands.page.reload()
    expect(text_with(hands, "хэн ч хардаггүй")).to_have_value("Одоо Сургуулийн төсвийг хэн ч хардаггүй. Улирал бүр.")
    hands.press("It says the same now")
    expect(hands.page.get_by_role("button", name="It says the same now")).to_have_count(0)


def freezes(hands, mn, en, purpose):
    hands.page.goto("/en/workspace/")
    hands.follow("Drafts")
    hands.follow("Practice Plan")
    hands.follow("Freeze a version")
    hands.type_in_two("Title", mn, en)
    hands.choose("What it is for", purpose)
    hands.press("Freeze a version")
    hands.sees("Version ")


def proposes_an_amendment(hands):
    hands.page.goto(PLAN)
    hands.follow("Read it")
    hands.follow("Commitment 1. School budgets")
    passage = hands.page.locator(".passage", has_text=SOLUTION)
    hands.go_to(passage.get_by_role("link"))
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    hands.follow("Propose an amendment")
    expect(hands.page.get_by_label("How it should read")).to_have_value(SOLUTION)
    hands.type("How it should read", AMENDED)
    hands.type_in_two("Reason", "Жилд нэг удаа цөөн.", "Once a year is too seldom.")
    picture(hands, "amendment")
    hands.press("Propose it")
    hands.sees("Amendment 1")


def accepts_the_amendment(hands):
    hands.page.goto("/en/workspace/")
    hands.follow("Practice Plan")
    hands.press("Accept 1")
    expect(hands.page.get_by_text("No amendment is open.")).to_be_visible()


def takes_in_what_was_edited_elsewhere(hands, folder):
    """The DOCX of the version, another sentence typed in it, sent back by letter."""
    hands.page.goto(f"{PLAN}versions/1/documents/")
    path = downloaded(hands, "DOCX English", folder / "plan.docx")
    document = Document(path)
    for run in document.element.body.iter(f"{W}t"):
        run.text = (run.text or "").replace("Nobody sees", "No parent sees")
    document.save(path)
    hands.page.goto("/en/workspace/plans/nap6/draft/")
    hands.follow("Take in a file")
    hands.follow("Take in a file")
    hands.page.locator("input[type=file]").set_input_files(path)
    hands.press("Read it")
    expect(hands.page.get_by_role("heading", name="1 change")).to_be_visible()
    expect(hands.page.locator("ins")).to_contain_text("No parent")
    picture(hands, "file")
    hands.press("Take it over into the draft")
    expect(hands.page.get_by_text(beginning("taken over"))).to_be_visible()


def downloaded(hands, name, path):
    """A document, as soon as the worker has made it."""
    link = hands.page.get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    hands.go_to(link)
    with hands.page.expect_download() as told:
        hands.page.keyboard.press("Enter")
    told.value.save_as(path)
    return path


def reads_what_changed(hands):
    hands.page.goto(f"{PLAN}versions/2/")
    hands.follow("What changed since version 1")
    expect(hands.page.locator("ins", has_text="every quarter")).to_be_visible()
    expect(hands.page.get_by_text("Once a year is too seldom.")).to_be_visible()
    picture(hands, "compared")


def puts_it_to_the_vote(hands):
    hands.page.goto("/en/workspace/plans/nap6/draft/")
    hands.follow("Approval and order: Version 2")
    picture(hands, "into-law")
    hands.follow("Put it to the vote of the MSF")
    hands.press("Put it to the vote of the MSF")
    hands.press("Open the vote")


def votes(hands):
    hands.follow("Motions and votes")
    hands.page.keyboard.press("Home")
    hands.go_to(hands.page.locator("#mine ~ ul a").first)
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    hands.go_to(hands.page.get_by_role("radio").first)
    hands.page.keyboard.press("Space")
    hands.press("Cast my vote")
    expect(hands.page.get_by_text("You voted: For")).to_be_visible()


def brings_it_into_force(hands):
    hands.page.reload()
    hands.press("Close the vote")
    for act, kind, number in (
        ("Record the approval by the MSF", "approval by a forum", "1"),
        ("Record the order that puts it in force", "order", "2"),
    ):
        hands.page.goto("/en/workspace/plans/nap6/versions/2/")
        hands.follow(act)
        hands.choose("Kind", kind)
        hands.type("Number", number)
        hands.type("Date", time.strftime("%Y-%m-%d"))
        hands.type("Why the number or the signed file is not recorded", "It is signed on paper today.")
        hands.type_in_two("Title", f"Дадлагын баримт {number}", f"Practice paper {number}")
        hands.press(act)
    picture(hands, "in-force")


def takes_the_plan_home(hands):
    hands.page.goto(PLAN)
    expect(hands.page.get_by_text("in force", exact=True)).to_be_visible()
    hands.follow("Download: DOCX, PDF, HTML, data")
    path = hands.page.get_by_role("link", name="PDF English", exact=True)
    expect(path).to_be_visible(timeout=2 * PATIENCE)
    with hands.page.expect_download() as told:
        path.press("Enter")
    content = Path(told.value.path()).read_bytes()
    assert content.startswith(b"%PDF") and len(BytesIO(content).read()) > 10_000
