"""Papers of an item: to be read beforehand, by everybody or by the members alone."""

import pytest

from tests.adapter import a_file
from tests.cast import in_two, signed_in
from tests.files.makers import pdf
from tests.meetings.test_calling import a_meeting
from tovchoo.files.models import Document
from tovchoo.meetings.models import ClosedPaper
from tovchoo.meetings.rules import add_item, ask_members, cancel


@pytest.fixture
def called(cast):
    entry = a_meeting(cast, days=5)
    add_item(entry, in_two("Төсөл", "The draft"), in_two("", ""), by=cast.saraa)
    add_item(entry, in_two("Хаалттай", "Closed"), in_two("а", "a"), is_closed=True, by=cast.saraa)
    ask_members(entry, by=cast.saraa)
    return entry


def status(account, path: str) -> int:
    """Of a file, read to its end where there is one."""
    answer = signed_in(account).get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    return answer.status_code


def sent(cast, entry, number: int, name: str = "paper.pdf"):
    form = {"title_mn": "Илтгэл", "title_en": "A paper", "language": "en",
            "upload": a_file(name, pdf(), "application/pdf")}  # fmt: skip
    return signed_in(cast.saraa).post(f"/en/workspace/meetings/{entry.pk}/items/{number}/papers/new/", form)


def test_a_paper_of_an_open_item_is_a_document_that_everybody_can_take(cast, called, page):
    assert sent(cast, called, 1).status_code == 302
    paper = Document.objects.get(about=called.items.get(number=1).public_id)
    assert paper.get_absolute_url() in page(called.get_absolute_url())
    assert status(cast.nomin, f"{paper.get_absolute_url()}file/") == 200


def test_a_paper_of_a_closed_item_is_for_members_alone(cast, called, page):
    assert sent(cast, called, 2, "qzsecret.pdf").status_code == 302
    paper = ClosedPaper.objects.get()
    path = f"/en/workspace/meetings/{called.pk}/papers/{paper.pk}/"
    answers = {who: status(getattr(cast, who), path) for who in ("bat", "saraa", "nomin", "dorj", "oyun")}
    assert answers == {"bat": 200, "saraa": 200, "nomin": 403, "dorj": 403, "oyun": 403}
    assert "qzsecret" not in page(called.get_absolute_url()) + page("/en/documents/")
    assert "A paper" in signed_in(cast.bat).get(f"/en/workspace/meetings/{called.pk}/reply/").content.decode()


def test_another_meeting_does_not_hand_it_out(cast, called):
    sent(cast, called, 2)
    other = a_meeting(cast, days=6)
    path = f"/en/workspace/meetings/{other.pk}/papers/{ClosedPaper.objects.get().pk}/"
    assert status(cast.bat, path) == 404


def test_what_is_no_file_is_said_beside_its_field(cast, called):
    answer = signed_in(cast.saraa).post(f"/en/workspace/meetings/{called.pk}/items/1/papers/new/", {
        "title_en": "A paper", "upload": a_file("x.exe", b"MZ\x90")})  # fmt: skip
    assert answer.status_code == 422 and "A paper" in answer.content.decode()


def test_nothing_is_added_to_a_meeting_that_was_cancelled(cast, called):
    cancel(called, reason="snow", by=cast.saraa)
    assert sent(cast, called, 1).status_code == 403
