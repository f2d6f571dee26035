"""A name is something to show, never a place."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from tests.files.makers import upload
from tovchoo.files.checks import LONGEST_NAME, checked, safe_name
from tovchoo.files.rules import keep

NAMES = [
    '"><img src=x onerror=alert(1)>.txt', "a\r\nSet-Cookie: x=1.txt", "a%0d%0ab.txt", 'quo"te\'s.txt',
    "Төлөвлөгөө Ү.txt", "../../x.txt", "..\\..\\x.txt", "/etc/x.txt", "C:\\x.txt", "a/../../b.txt", "a\0b.txt",
    "ж" * 300 + ".txt",
    "CON.txt", "dot. .txt", "．．／x.txt", "\u202etxt.exe.txt", "a\u2028b.txt", "~/.ssh/id.txt", " .txt", "-rf.txt",
    "a" * 400 + ".txt", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ.txt", "a.txt.", "a.txt ",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_SEC_C3_a_name_is_one_line_of_plain_text(name):
    shown = safe_name(name)
    assert not re.search('[\x00-\x1f\x7f/\\\\:*?"<>|%\u2028\u2029\u202a-\u202e\u2066-\u2069]', shown), shown
    assert shown.endswith(".txt") and not shown.startswith(".") and len(shown.encode()) <= LONGEST_NAME
    assert safe_name(shown) == shown


def test_SEC_C3_a_good_name_stays():
    for name in ("Төлөвлөгөө Ү.pdf", "plan (final) v2.1.pdf", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ.pdf", "a\u202fb.txt"):
        assert safe_name(name) == name


@pytest.mark.parametrize("name", NAMES)
def test_SEC_G2_no_name_leads_out_of_the_store(name, store, left_over):
    file = upload("x.txt", b"words")
    file._name = name  # as it would come past Django's own cleaning
    kept = keep(checked(file))
    assert left_over() == [kept["sha256"]] == [path.name for path in store.iterdir()]
    assert re.fullmatch(r"files/[0-9a-f]{12}-[^/\\]+\.txt", kept["file"]) and len(kept["file"]) <= 200


def test_what_is_kept_is_named_by_its_hash_and_kept_once(store, left_over):
    one, two = (keep(checked(upload(name, b"words"))) for name in ("one.txt", "two.csv"))
    assert one["sha256"] == two["sha256"] == left_over()[0] and len(left_over()) == 1
    assert (one["size"], one["media_type"], two["media_type"]) == (5, "text/plain", "text/csv")
    assert one["file"] == f"files/{one['sha256'][:12]}-one.txt"


def test_what_a_crash_left_half_written_is_mended(store):
    found = checked(upload("one.txt", b"words"))
    (store / found.sha256).write_bytes(b"wo")
    keep(found)
    assert (store / found.sha256).read_bytes() == b"words"


def test_two_who_keep_the_same_file_at_once_keep_one(store, left_over, monkeypatch):
    found = checked(upload("one.txt", b"words"))
    keep(found)
    seen, true = [False, False], default_storage.exists  # as the second saw it
    monkeypatch.setattr(FileSystemStorage, "exists", lambda self, path: seen.pop() if seen else true(path))
    keep(checked(upload("one.txt", b"words")))
    assert left_over() == [found.sha256]


def test_a_row_that_was_loaded_has_a_name_too():
    assert safe_name(SimpleNamespace(file="files/ plan.pdf ").file) == "plan.pdf"
