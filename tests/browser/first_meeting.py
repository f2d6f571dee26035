"""The life of a forum, by keys: 52 are appointed under an order, meet, carry a motion and adopt their minutes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.keyboard import Hands, beginning
from tests.browser.running import tovchoo
from tests.people import sheets

MEMBERS = 52


def an_hour_goes_by(env: dict[str, str]) -> None:
    """For what is called and what is circulated: it was an hour ago that it was to begin, and to end."""
    moved = "; ".join((
        "from datetime import timedelta; from tovchoo.kernel import clock",
        "from tovchoo.meetings.models import Meeting; from tovchoo.minutes.models import Writing",
        "past = clock.now() - timedelta(minutes=1)",
        "Meeting.objects.exclude(starts_at=None).update(starts_at=past)",
        "Writing.objects.exclude(corrections_until=None).update(corrections_until=past)",
    ))  # fmt: skip
    tovchoo(env, "shell", "--no-imports", "-c", moved)


def registers_the_working_group_and_the_order(hands: Hands) -> None:
    hands.follow("Forums")
    hands.follow("Register a forum")
    hands.choose("Kind", "working group")
    hands.type_in_two("Name", "Дадлагын ажлын хэсэг", "Practice Working Group")
    hands.choose("Served by", "Practice Office")
    hands.type("Quorum", "50")
    hands.type("Majority", "50")
    hands.press("Enter")
    hands.follow("Orders and approvals")
    hands.follow("Register an order or approval")
    hands.choose("Kind", "order")
    hands.type("Number", "1")
    hands.type("Date", str(timezone.localdate()))
    hands.type_in_two("Title", "Ажлын хэсэг байгуулах тушаал", "Order on the working group")
    hands.press("Enter")
    hands.sees("Order on the working group")


def appoints_52_from_a_spreadsheet(hands: Hands, folder: Path) -> None:
    path, _kind = sheets.xlsx(folder / "members.xlsx", [["Ажлын хэсгийн бүрэлдэхүүн"], [], *sheets.members(MEMBERS)])
    hands.follow("Forums and seats")
    hands.follow("Practice Working Group")
    hands.follow("Draw up a list of members")
    hands.page.locator("input[type=file]").set_input_files(path)
    hands.press("Go on")
    rows = hands.page.locator("tbody tr")
    expect(rows.first).to_be_visible()  # the page looks again by itself until the worker has read it
    if hands.page.get_by_role("button", name="Take the rest as read").count():
        hands.press("Take the rest as read")
    hands.follow("Appoint")
    hands.choose("By which order or approval", "Order on the working group, No. 1")
    hands.press("Go on")
    expect(hands.page.get_by_role("link", name="To the seats")).to_be_visible()
    hands.follow("To the seats")
    expect(hands.page.locator("tbody tr")).to_have_count(MEMBERS)


def holds_the_first_meeting(hands: Hands, env: dict[str, str]) -> None:
    begins = timezone.localtime() + timedelta(hours=1)
    hands.follow("Work")  # past a table of 52 the menu is far
    hands.follow("Meetings")
    hands.follow("Call a meeting")
    hands.choose("Kind", "full meeting")
    hands.choose("Forum", "Practice Working Group")
    hands.choose("Plan", "Practice Plan I")
    hands.type_in_two("Title", "Анхдугаар хурал", "First meeting")
    fill_a_moment(hands, "Begins", begins)
    hands.press("Call a meeting")
    hands.follow("One more item")
    hands.type_in_two("What is to be spoken of", "Төлөвлөгөөний төсөл", "The draft of the plan")
    hands.press("One more item")
    hands.sees("First meeting")
    an_hour_goes_by(env)
    hands.page.reload()
    hands.press("The meeting was held")
    hands.sees("Attendance")
    hands.follow("Fill in: everybody in the room")
    hands.press("Save")
    hands.sees("First meeting")


def fill_a_moment(hands: Hands, label: str, moment) -> None:
    """A box of day and hour is typed into part by part, in an order that the browser's language says."""
    box = hands.page.get_by_label(beginning(label))
    hands.go_to(box)
    hands.page.keyboard.type(f"{moment:%m%d%Y}")
    hands.page.keyboard.press("ArrowRight")
    hands.page.keyboard.type(f"{moment:%I%M%p}")
    expect(box).to_have_value(f"{moment:%Y-%m-%dT%H:%M}")


def carries_a_motion(hands: Hands) -> None:
    hands.follow("Table a motion")
    hands.type_in_two("Title", "Төслийг нээх", "Open the draft")
    hands.type_in_two("Text of the motion", "Төслийг санал авахаар нээнэ.", "The draft is opened for comments.")
    hands.press("Table a motion")
    hands.press("Open the vote")
    hands.follow("Take down votes said in the room")
    hands.follow("Fill in for everybody: For")
    hands.press("Save")
    expect(hands.page.get_by_text(f"{MEMBERS} of {MEMBERS} have voted")).to_be_visible()
    hands.press("Close the vote")
    hands.type_in_two("Statement on the outcome", "Дэмжигдэв.", "The working group opens the draft.")
    hands.press("Save")
    hands.sees("Open the draft")
    expect(hands.page.locator(".outcome")).to_have_text(beginning("carried"))


def writes_and_adopts_the_minutes(hands: Hands, env: dict[str, str], desk: str) -> None:
    hands.page.goto(desk)
    hands.follow("Minutes")
    hands.press("Begin the minutes")
    boxes = hands.page.locator("textarea")
    for number, words in enumerate(
        ("Хурал нээв.", "The meeting was opened.", "Төслийг хэлэлцэв.", "The draft was discussed.")
    ):
        hands.go_to(boxes.nth(number))
        hands.page.keyboard.type(words)
    expect(hands.page.locator("[data-state]")).to_have_text(beginning("Kept at"))
    hands.back_to(hands.page.get_by_role("link", name="Send them around for correction"))
    hands.follow("Send them around for correction")
    hands.press("Send them around for correction")
    an_hour_goes_by(env)
    hands.page.reload()
    hands.press("Adopt the minutes")
    expect(hands.page.get_by_text("The draft was discussed.")).to_be_visible()
