"""What one must know to come into the practice office, and how one signs in there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.accounts.phone import shown_for

PASSWORD = "seven practice herons wade"


@dataclass
class Office:
    """A running site with people at work."""

    site: str
    secret: str  # of the administrator's app
    administrator: str
    citizen: str
    invitations: dict[str, str]  # paths of links that wait to be opened
    draft: int
    merged: str
    meeting: str
    list: int
    minutes: str
    member: str  # who may vote
    motions: dict[str, str]  # by how far they are
    public: list[str]  # pages of what came of meetings
    texts: list[tuple[str, str]]  # pages about a plan's text, and whether to send them empty
    visit: Any = None  # the administrator's, once somebody signed in as them: an app shows a code once


SIGN_IN = "/en/workspace/account/sign-in/"


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """With a password, as far as that leads."""
    page.goto(SIGN_IN)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def administrator_at(page: Page, office: Office) -> None:
    """The administrator, signed in with password and app; later visits go on with the same session."""
    if office.visit is None:
        sign_in(page, office.administrator)
        page.get_by_label("Code").fill(shown_for(office.secret))
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()
        office.visit = page.context.cookies()
    page.context.add_cookies(office.visit)
