"""A file is handed out as an attachment that nothing can run from, and only as it was taken in."""

import os

import pytest

from tests.files.makers import docx, pdf, picture, upload
from tovchoo.files.checks import checked
from tovchoo.files.models import Document
from tovchoo.files.rules import keep

pytestmark = pytest.mark.django_db
ADDRESS = "/en/documents/a-file/file/"


@pytest.fixture
def a_document(store, empty_record):
    def made(name, content, **otherwise):
        values = keep(checked(upload(name, content))) | otherwise
        return Document.objects.create(id="a-file", title={"en": "A file"}, **values)

    return made


def whole(answer):
    return b"".join(answer.streaming_content)  # to its end, which closes it


def inert(answer):
    """Nothing of it runs, wherever it is opened."""
    return (
        answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
        and answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        and answer["Cross-Origin-Resource-Policy"] == "same-origin"
    )  # fmt: skip


def test_SEC_C10_a_file_is_handed_out_inert(a_document, client):
    entry = a_document("plan.pdf", pdf(b"<<>>"))
    answer = client.get(ADDRESS)
    assert inert(answer) and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert whole(answer) == pdf(b"<<>>") and answer["ETag"] == f'"{entry.sha256}"'


@pytest.mark.parametrize(
    "said", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/html; x\r\nA: b", "", "x"]
)
def test_SEC_C10_an_old_row_is_handed_out_inert_too(said, a_document, client):
    a_document("old.txt", b"words", media_type=said, file="files/old.html")
    answer = client.get(ADDRESS)
    assert inert(answer) and answer["Content-Type"] == "application/octet-stream" and whole(answer) == b"words"


@pytest.mark.parametrize(("file", "header"), [
    ('files/a"b\\c.pdf', 'attachment; filename="c.pdf"'),
    ('files/"><img src=x onerror=alert(1)>.pdf', 'attachment; filename="--<img src=x onerror=alert(1)-.pdf"'),
    ("files/a\r\nSet-Cookie: x=1.pdf", 'attachment; filename="aSet-Cookie- x=1.pdf"'),
    ("files/a%0d%0ab.pdf", 'attachment; filename="a-0d-0ab.pdf"'),
    ("files/Төсөл.pdf", "attachment; filename*=utf-8''%D0%A2%D3%A9%D1%81%D3%A9%D0%BB.pdf"),
])  # fmt: skip
def test_SEC_C3_the_header_that_names_a_file_is_well_formed(file, header, a_document, client):
    a_document("a.pdf", pdf(), file=file)
    answer = client.get(ADDRESS)
    assert answer["Content-Disposition"] == header.replace("--<img", "---img") and "Set-Cookie" not in answer.headers
    whole(answer)
    told = client.get("/en/documents/a-file/").content.decode() + client.get("/en/documents/").content.decode()
    assert "<img src=x" not in told


def test_the_name_that_is_handed_out_is_the_name_that_was_handed_in(a_document, client):
    a_document("Үзэл " + "б" * 60 + ".docx", docx())
    answer = client.get(ADDRESS)
    assert "%D0%B1" * 60 + ".docx" in answer["Content-Disposition"] and whole(answer)


def test_text_says_in_which_code_it_is(a_document, client):
    a_document("a.csv", "Өмнөговь".encode())
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and whole(answer).decode() == "Өмнөговь"


def test_SEC_G8_other_bytes_are_never_handed_out(a_document, store, client, caplog):
    entry = a_document("a.png", picture("PNG"))
    path = store / entry.sha256
    good = path.read_bytes()
    assert whole(client.get(ADDRESS)) == good and not caplog.records
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    for _each in range(2):
        answer = client.get(ADDRESS)
        assert answer.status_code == 409 and b"damaged" in answer.content and good[:8] not in answer.content
    assert [each.levelname for each in caplog.records if each.name == "tovchoo.files.serving"] == ["ERROR", "ERROR"]
    assert entry.sha256 in caplog.text and entry.public_id in caplog.text
    keep(checked(upload("a.png", picture("PNG"))))
    assert whole(client.get(ADDRESS)) == good


def test_SEC_C10_a_file_is_handed_out_inert_among_the_data_too(a_document, client):
    entry = a_document("plan.pdf", pdf(b"<<>>"))
    answer = client.get(f"/data/record/{entry.file}")
    assert inert(answer) and answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert whole(answer) == pdf(b"<<>>") and answer["Access-Control-Allow-Origin"] == "*"
    Document.objects.update(media_type="text/html", file="files/old.html")
    old = client.get("/data/record/files/old.html")
    assert inert(old) and old["Content-Type"] == "application/octet-stream" and whole(old)
    assert client.get("/data/record/files/").status_code == client.get("/data/record/files/none.pdf").status_code == 404


def test_SEC_G8_other_bytes_are_never_handed_out_among_the_data_either(a_document, store, client, caplog):
    entry = a_document("a.txt", b"words")
    (store / entry.sha256).write_bytes(b"wards")
    answer = client.get(f"/data/record/{entry.file}")
    assert answer.status_code == 409 and b"wards" not in answer.content and entry.sha256 in caplog.text
    (store / entry.sha256).unlink()
    assert client.get(f"/data/record/{entry.file}").status_code == 404


def test_SEC_G8_a_disk_that_forgets_in_silence_is_found_out(a_document, store, client, later):
    entry = a_document("a.txt", b"words")
    path = store / entry.sha256
    assert whole(client.get(ADDRESS)) == b"words"
    then = path.stat()
    path.write_bytes(b"wards")
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    later(hours=1)
    assert client.get(ADDRESS).status_code == 409


def test_a_file_is_not_hashed_for_every_reader(a_document, client, monkeypatch):
    a_document("a.txt", b"words that are read often")
    hashed = []
    monkeypatch.setattr("tovchoo.files.checks.content.digest_of", lambda file: hashed.append(file) or entry_digest)
    entry_digest = Document.objects.get().sha256
    for _each in range(3):
        whole(client.get(ADDRESS))
    assert len(hashed) <= 1


def test_a_file_that_is_gone_is_not_found(a_document, store, client):
    (store / a_document("a.txt", b"words").sha256).unlink()
    assert client.get(ADDRESS).status_code == 404
