"""A country begins: from the link that the server prints to the first news, on a phone, by keys alone. All fictional.

PICTURES=docs/pictures pytest tests/browser/test_from_nothing.py also takes the pictures of the workspace.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.accounts.phone import shown_for
from tests.browser.chromium import opened
from tests.browser.first_meeting import (
    appoints_52_from_a_spreadsheet,
    carries_a_motion,
    holds_the_first_meeting,
    registers_the_working_group_and_the_order,
    writes_and_adopts_the_minutes,
)
from tests.browser.keyboard import Hands
from tests.browser.office import PASSWORD

STEPS = ["The jurisdiction", "The secretariat", "The multi-stakeholder forum (MSF)", "The plan"]


@pytest.fixture
def phone(browser, nothing):
    """The hands of somebody who sits down with a phone and a keyboard."""
    with ExitStack() as people:
        yield lambda: Hands(people.enter_context(opened(browser, nothing.site, 360, 740, reduced_motion="reduce")))


def picture(hands, name):
    if folder := os.environ.get("PICTURES"):
        hands.page.evaluate("scrollTo(0, 0)")
        hands.page.screenshot(path=Path(folder) / f"workspace-{name}.png")


def test_a_country_begins_with_nothing_but_a_link(phone, nothing, tmp_path):
    administrator = phone()
    comes_in_by_the_link(administrator, nothing.link)
    adds_the_second_step(administrator)
    sets_up_the_country(administrator)
    invites_saraa(administrator)

    saraa = phone()
    comes_in_by_the_letter(saraa, nothing.mail)
    adds_the_second_step(saraa)
    merges_two_organisations_and_thinks_again(saraa)
    runs_the_first_meeting(saraa, nothing.env, tmp_path)
    publishes_the_first_news(saraa)

    a_stranger_reads_it(phone().page)


def comes_in_by_the_link(hands, link):
    hands.page.goto(link)
    hands.sees("Welcome")
    hands.type("Name", "Practice Administrator")
    hands.type("E-mail", "administrator@example.org")
    hands.type("Password", PASSWORD)
    hands.press("Open my account")


def adds_the_second_step(hands):
    """The key is typed into an app, what the app shows is typed here, and the spare codes are kept."""
    hands.sees("A second step for signing in")
    picture(hands, "second-step")
    hands.type("Authenticator code", shown_for(hands.page.locator("code").inner_text()))
    hands.press("Turn it on")
    hands.sees("Spare codes")
    expect(hands.page.locator(".codes li")).to_have_count(10)
    hands.follow("I have kept them; to the workspace")
    hands.sees("Waiting for you")


def sets_up_the_country(hands):
    """“Waiting for you” leads through it, step by step."""
    things = hands.page.locator(".wait-list > li > div > a")
    expect(things).to_have_text(STEPS)
    picture(hands, "waiting")
    hands.follow("The jurisdiction")
    hands.type_in_two("Name", "Дадлага улс", "Practice Land")
    both_languages(hands)
    expect(hands.page.get_by_label("Time zone")).to_have_value("Asia/Ulaanbaatar")
    hands.press("Enter")

    back_to_what_waits(hands, things, STEPS[1:])
    hands.follow("The secretariat")
    hands.choose("Kind", "secretariat")
    hands.type_in_two("Name", "Дадлагын алба", "Practice Office")
    hands.press("Enter")

    back_to_what_waits(hands, things, STEPS[2:])
    hands.follow("The multi-stakeholder forum (MSF)")
    hands.choose("Kind", "multi-stakeholder forum (MSF)")
    hands.type_in_two("Name", "Дадлагын форум", "Practice Forum")
    hands.choose("Served by", "Practice Office")
    for rule, number in {"Quorum": "50", "Majority": "50", "Shortest comment": "14", "Shortest notice": "7"}.items():
        hands.type(rule, number)
    picture(hands, "forum")
    hands.press("Enter")

    back_to_what_waits(hands, things, STEPS[3:])
    hands.follow("The plan")
    hands.choose("Jurisdiction", "Practice Land")
    hands.type("Ordinal", "1")
    hands.type_in_two("Title", "Дадлагын нэгдүгээр төлөвлөгөө", "Practice Plan I")
    both_languages(hands)
    hands.choose("Multi-stakeholder forum", "Practice Forum")
    hands.choose("Secretariat", "Practice Office")
    hands.press("Enter")
    back_to_what_waits(hands, things, ["The people of the secretariat"])


def both_languages(hands):
    for language in ("Монгол", "English"):
        hands.tick(language, within="Languages")


def back_to_what_waits(hands, things, left):
    expect(hands.page.get_by_role("status")).to_contain_text("Entered: ")
    hands.follow("Waiting for you")
    for each in left:
        expect(things.get_by_text(each, exact=True)).to_have_count(1)


def invites_saraa(hands):
    hands.follow("The people of the secretariat")
    hands.type("E-mail", "saraa@example.org")
    hands.press("Send the invitation")  # with half of it missing
    expect(hands.page.locator(".faults")).to_be_focused()
    picture(hands, "faults")
    hands.type_in_two("Name", "Сараа", "Saraa")
    hands.back_to(hands.page.get_by_label("E-mail"))
    hands.choose("Seat in", "Practice Office")
    hands.choose("Language of the letter", "Монгол", "ArrowUp")
    hands.press("Send the invitation")
    expect(hands.page.get_by_role("status")).to_have_text("The invitation to saraa@example.org is on its way.")


def comes_in_by_the_letter(hands, mail):
    """It is in both languages, as text and as HTML, hers first; she goes on in English."""
    letter = mail.next_letter("saraa@example.org")
    assert list(letter.html.parts) == ["mn", "en"]
    assert "Saraa" in letter.text and "Сараа" in letter.text
    mongolian, english = letter.links[:2]
    assert letter.html.links[:2] == [mongolian, english]
    hands.page.goto(mongolian)
    expect(hands.page.locator("html")).to_have_attribute("lang", "mn")
    hands.follow("English")
    assert hands.page.url == english
    expect(hands.page.get_by_text("You are invited as Saraa.")).to_be_visible()
    hands.type("Password", PASSWORD)
    hands.press("Open my account")


def merges_two_organisations_and_thinks_again(hands):
    for name_in_mongolian, name in (("Дадлагын төв", "Practice Centre"), ("Дадлагын төв ТББ", "Practice Centre NGO")):
        hands.follow("Organisations")
        hands.follow("Register an organisation")
        hands.type_in_two("Name", name_in_mongolian, name)
        hands.press("Enter")
        hands.sees(name)
    hands.follow("Merge with another")
    hands.choose("Is the same as", "Practice Centre")
    hands.type("Why", "one body under two names")
    hands.press("Merge with another")
    expect(hands.page.get_by_text("Merged into Practice Centre on")).to_be_visible()
    picture(hands, "merged")
    expect(hands.page.get_by_role("group", name="Name")).to_have_count(0)  # what was merged is not corrected
    hands.press("Undo the merge", key="Space")
    expect(hands.page.get_by_role("status")).to_have_text("The merge was undone.")


def runs_the_first_meeting(hands, env, folder):
    """A working group of 52 under an order; it meets, carries a motion, and adopts its minutes."""
    registers_the_working_group_and_the_order(hands)
    appoints_52_from_a_spreadsheet(hands, folder)
    picture(hands, "seats")
    holds_the_first_meeting(hands, env)
    desk = hands.page.url
    picture(hands, "meeting")
    carries_a_motion(hands)
    picture(hands, "motion")
    writes_and_adopts_the_minutes(hands, env, desk)
    picture(hands, "minutes")
    hands.page.goto("/en/workspace/")


def publishes_the_first_news(hands):
    hands.follow("News and pages")
    hands.follow("Write a news item")
    hands.type_in_two("Title", "Дадлага эхэллээ", "Practice has begun")
    hands.type_in_two("Text", "Энд бүгд зохиомол.", "Everything here is fictional.")
    hands.press("Save")
    picture(hands, "news")
    hands.follow("Preview")
    expect(hands.page.get_by_text("Preview: nobody else sees this yet.")).to_be_visible()
    hands.follow("Back")
    hands.press("Publish now")
    hands.sees("Practice has begun")


def a_stranger_reads_it(page):
    for language, title, text in (("en", "Practice has begun", "fictional"), ("mn", "Дадлага эхэллээ", "зохиомол")):
        page.goto(f"/{language}/")
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("article")).to_contain_text(text)
    page.goto("/en/meetings/practice-working-group-1/")
    for what in ("Minutes, adopted on", "Open the draft", "The draft is opened for comments."):
        expect(page.get_by_role("link", name=what)).to_be_visible()
