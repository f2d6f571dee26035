"""The pages of signing in and of the workspace, and how one comes to see a form with faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.office import Office

OPEN = [  # without signing in; what is sent empty shows its faults
    ("account/sign-in/", ""),
    ("account/sign-in/", "empty"),
    ("account/password/forgotten/", ""),
    ("account/password/forgotten/", "empty"),
    ("account/password/forgotten/sent/", ""),
    ("account/password/new/zz-no-such-key/", ""),
    ("account/by-invitation/", ""),
    ("account/closed/", ""),
]
BEHIND = [
    ("", ""),
    ("account/", ""),
    ("account/password/", "empty"),
    ("account/e-mail/", ""),
    ("account/second-step/codes/", ""),
    ("account/second-step/codes/new/", ""),
    ("account/second-step/app/remove/", ""),
    ("account/passkeys/add/", ""),
    ("account/sign-out/", ""),
    ("access/", ""),
    ("access/invite/", ""),
    ("access/invite/", "empty"),
    ("access/invite-administrator/", "empty"),
    ("register/organisations/", ""),
    ("register/organisations/?q=xyzzy", ""),
    ("register/organisations/new/", ""),
    ("register/organisations/new/", "empty"),
    ("register/organisations/cabinet-secretariat/", ""),
    ("register/organisations/cabinet-secretariat/", "empty"),
    ("register/organisations/cabinet-secretariat/merge/", ""),
    ("register/organisations/cabinet-secretariat/merge/", "empty"),
    ("register/organisations/cabinet-secretariat/became/", ""),
    ("register/organisations/{merged}/", ""),
    *((f"register/{kind}/new/", "empty") for kind in (
        "people", "offices", "tenures", "instruments", "forums", "jurisdictions", "plans")),
    ("register/instruments/order-99-2023/", ""),
    ("register/plans/nap5/", ""),
    ("forums/", ""),
    ("forums/working-group-nap5/seats/", ""),
    ("forums/working-group-nap5/lists/new/", ""),
    ("forums/practice-group/seats/new/", "empty"),
    ("lists/{list}/", ""),
    ("lists/{list}/lines/1/", ""),
    ("lists/{list}/appoint/", "empty"),
    ("meetings/", ""),
    ("meetings/call/", "empty"),
    ("meetings/{meeting}/", ""),
    ("meetings/{meeting}/items/new/", "empty"),
    ("meetings/{meeting}/cancel/", "empty"),
    ("minutes/", ""),
    ("meetings/{minutes}/minutes/", ""),
    ("meetings/{minutes}/minutes/read/", ""),
    ("meetings/{minutes}/minutes/corrections/1/", "empty"),
    ("meetings/{minutes}/minutes/history/", ""),
    ("meetings/{minutes}/attendance/", ""),
    ("meetings/{minutes}/items/1/papers/new/", "empty"),
    ("meetings/{minutes}/decisions/new/", "empty"),
    ("meetings/{minutes}/tasks/new/", "empty"),
    ("motions/", ""),
    ("motions/table/", "empty"),
    ("motions/{tabled}/", ""),
    ("motions/{tabled}/options/1/", ""),
    ("motions/{tabled}/options/new/", "empty"),
    ("motions/{open}/", ""),
    ("motions/{open}/room/", ""),
    ("motions/{open}/withdraw/", "empty"),
    ("motions/{unvoted}/voters/1/", ""),
    ("motions/{closed}/outcome/", "empty"),
    ("tasks/", ""),
    ("register/meetings/working-group-nap5-others/", ""),
    ("plans/nap5/calendar/", ""),
    ("news/", ""),
    ("news/new/", ""),
    ("news/{draft}/", ""),
    ("news/{draft}/preview/", ""),
    ("news/{draft}/publish-in-part/", "empty"),
    ("news/out/nap5-co-created/", ""),
    ("documents/", ""),
    ("documents/new/", "empty"),
    ("documents/nap5-mn/", ""),
    ("documents/nap5-mn/file/", "empty"),
    ("pages/about/", ""),
    ("pages/take-part/", ""),
]  # fmt: skip


EMPTY = "fields => document.querySelectorAll(fields).forEach(field => { field.value = '' })"


@dataclass(frozen=True)
class Room:
    """One page, as it is opened or as it answers to a form with faults."""

    path: str
    send: str = ""

    def __str__(self) -> str:
        return f"{self.path} {self.send}".strip()


def rooms(office: Office, language: str, *, signed_in: bool) -> Iterator[Room]:
    """In one language."""
    texts = [(path, send) for path, send in office.texts if signed_in == path.startswith("workspace/")]
    yield from (Room(f"/{language}/{path}", send) for path, send in texts)
    for path, send in BEHIND if signed_in else OPEN:
        made = {"draft": office.draft, "merged": office.merged, "list": office.list, "meeting": office.meeting}
        made |= {"minutes": office.minutes, **office.motions}
        yield Room(f"/{language}/workspace/{path.format(**made)}", send)
    if signed_in:
        yield Room(f"/{language}/history/organisation/cabinet-secretariat/")
    else:
        welcome = f"/{language}/{office.invitations['Enkhee'].split('/', 2)[2]}"
        discussion = f"/{language}/meetings/{office.meeting}"
        yield from (Room(f"/{language}/motions/{pk}/") for pk in office.motions.values())
        yield from (Room(f"/{language}/{path[4:]}") for path in office.public)
        yield from (Room(f"/{language}/{name}/") for name in ("motions", "decisions", "tasks"))
        yield from (Room(f"{discussion}/"), Room(f"{discussion}/sign-up/", "empty"), Room(f"{discussion}/signed-up/"))
        yield from (Room(welcome), Room(welcome, "empty"), Room(f"/{language}/workspace/register/organisations/"))


def entered(page: Page, room: Room) -> None:
    """Open it; a form is sent with nothing in what must not be left out."""
    answer = page.goto(room.path)
    assert answer.status in (200, 404), (answer.status, room)
    if room.send:
        page.evaluate(EMPTY, ".form [required], .form textarea, .form [type=text]")
        with page.expect_navigation() as told:
            page.locator("main .form button.btn").first.click()
        assert told.value.status in (200, 422), (told.value.status, room)
        assert page.locator(".faults").count() == 1, room
