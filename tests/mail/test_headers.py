"""The headers of a letter are ours alone, and it goes to one address."""

import re
import unicodedata

import pytest
from django.test import Client

from tests.cast import accepted, signed_in
from tests.mail.letters import KINDS, READER, a_letter, a_letter_of
from tovchoo.accounts.rules import invite
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import deliver

pytestmark = pytest.mark.django_db

EXACTLY = sorted(
    ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
     "X-Auto-Response-Suppress"]
)  # fmt: skip
EVIL = "evil@evil.example"
BREAKS = ["\r\n", "\n", "\r", "%0a", "%0d%0a", "\\r\\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\u202e",
          "\u2066", "\u200f", "\u061c"]  # fmt: skip
NASTY = [f"Practice{each}Bcc: {EVIL}" for each in BREAKS] + [f"=?utf-8?q?Practice=0ABcc:_{EVIL}?="]
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
PASSWORD = "wolf milk steppe 42"


def is_sound(letter, to: str = READER) -> bool:
    """Exactly our headers, for exactly one reader."""
    line = letter.subject
    assert letter.headers == EXACTLY
    assert letter.recipients == [to] and str(letter.message["To"]) == to
    assert (letter.message["Auto-Submitted"], letter.message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert 0 < len(line) <= 120 and not letter.message.defects
    assert not any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in line)
    assert not any(unicodedata.bidirectional(each) in TURNING or each in "\u200e\u200f\u061c" for each in line)
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_SEC_N1_every_kind_of_letter_has_exactly_our_headers(post_office, kind, settings):
    letter = a_letter_of(kind)
    deliver()
    [came] = post_office.received
    assert is_sound(came)
    assert came.message["Message-ID"] == letter.message_id and came.message["From"] == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_SEC_N1_what_somebody_wrote_makes_no_header_and_no_recipient(post_office, nasty):
    a_letter(subject=nasty, says=nasty)
    a_letter(subject=nasty + "x" * 500, says=nasty)
    assert deliver() == 2
    assert all(is_sound(letter) for letter in post_office.received)


def test_SEC_N1_names_typed_into_our_pages_make_no_header_and_no_recipient(post_office, cast):
    Letter.objects.all().delete()
    saraa, administrator = signed_in(cast.saraa), signed_in(cast.administrator)
    for number, nasty in enumerate(NASTY):
        form = {"email": f"a{number}@example.org", "language": "mn", "forum": cast.group.pk}
        saraa.post("/en/workspace/access/invite/", form | {"name_mn": nasty, "name_en": nasty})
        form = {"email": f"b{number}@example.org", "language": "en", "name": nasty}
        administrator.post("/en/workspace/access/invite-administrator/", form)
    written = list(Letter.objects.order_by("try_at", "pk").values_list("to", flat=True))
    assert {each[0] for each in written} == {"a", "b"} and len(written) > len(NASTY)
    assert deliver() == len(written) and post_office.recipients == written
    assert all(is_sound(came, to) for came, to in zip(post_office.received, written, strict=True))


def test_SEC_N1_addresses_typed_into_our_pages_make_no_header_and_no_recipient(post_office, cast):
    accepted(invite(READER, name="Reader", by=cast.administrator), password=PASSWORD)
    Letter.objects.all().delete()
    saraa, administrator, reader = signed_in(cast.saraa), signed_in(cast.administrator), Client()
    reader.post("/en/workspace/account/sign-in/", {"login": READER, "password": PASSWORD})
    addresses = [f"{READER}{each}{before}{EVIL}" for each in [*BREAKS, ", ", "; ", " "] for before in ("", "Bcc: ")]
    for address in ["good@example.org", f"<{READER}> {EVIL}", *addresses]:
        form = {"email": address, "language": "en", "name": "N", "name_en": "N", "forum": cast.group.pk}
        saraa.post("/en/workspace/access/invite/", form)
        administrator.post("/en/workspace/access/invite-administrator/", form)
        reader.post("/en/workspace/account/e-mail/", {"email": address, "action_add": ""})
        Client().post("/en/workspace/account/password/forgotten/", {"email": address})
    deliver()
    kinds = Letter.objects.filter(sent_at__isnull=False).order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["email_confirmation", "invitation", "invitation", "password_reset_key"]
    assert all(is_sound(came, "good@example.org") for came in post_office.received)


@pytest.mark.parametrize("kind", KINDS)
def test_SEC_B10_a_letter_has_one_reader_and_names_no_other_address(post_office, kind, settings):
    a_letter("somebody.else@example.org")
    a_letter_of(kind)
    assert deliver() == 2
    came = post_office.received[1]
    assert came.recipients == [READER] and not {"Cc", "Bcc", "Reply-To"} & set(came.headers)
    named = re.findall(r"[\w.+-]+@[\w.-]+", came.text + str(came.html.parts) + came.subject)
    assert named == [] and b"somebody.else" not in came.raw
