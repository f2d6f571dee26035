"""What a file is, its bytes say; what is not one of the kinds that are taken does not come in."""

import codecs
import gzip

import pytest

from tests.files.makers import a_zip, check, docx, odf, on_disk, pdf, picture, upload, xlsx
from tovchoo.files.checks import MOST_DOCUMENT, PICTURES, Unfit, checked

WORDS = "Засгийн газар, Өмнөговь\n"
GOOD = {
    "plan.pdf": (pdf(b"<</Type /Catalog>>"), "application/pdf"),
    "plan.docx": (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "plan.xlsx": (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "plan.odt": (odf(), "application/vnd.oasis.opendocument.text"),
    "plan.ods": (odf("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "plan.csv": (codecs.BOM_UTF8 + WORDS.encode(), "text/csv"),
    "BMW.txt": (b"BMW, MZ and ID are words", "text/plain"),
    "plan.TXT": (WORDS.encode(), "text/plain"),
    "plan.png": (picture("PNG"), "image/png"),
    "plan.jpeg": (picture("JPEG"), "image/jpeg"),
    "plan.webp": (picture("WEBP"), "image/webp"),
}
MHTML = b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>"
NASTY = {
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "html with a gap": b"\n\n   <html><script>alert(1)</script>",
    "html after words": b"Report\n<script>alert(1)</script>",
    "xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script/></html>',
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml with xsl": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl" type="text/xsl"?><a/>',
    "xml in utf-16": '<?xml version="1.0"?><a/>'.encode("utf-16"),
    "mhtml": MHTML,
    "mhtml, the version first": MHTML.partition(b"\n")[2],
    "utf-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "script of a shell": b"#!/bin/sh\nrm -rf /",
    "php": b"<?php system('x');",
    "gif": picture("GIF"),
    "gif and javascript": b"GIF89a/*" + b"\1" * 20 + b"*/=1;alert(1)",
    "gif and javascript, as text": b"GIF89a=1;alert(1)//",
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "program": b"MZ\x90\0" + b"\0" * 600,
    "program of linux": b"\x7fELF\2\1\1" + b"\0" * 600,
    "gzip": gzip.compress(b"x" * 99),
    "zip": a_zip({"a.txt": "words"}),
    "no zip": b"PK\3\4" + b"\0" * 99,
    "empty zip": a_zip({}),
    "old or encrypted office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "rtf": rb"{\rtf1\ansi words}",
    "pdf with html at its start": pdf(head=b"%<html><script>alert(1)</script>\n"),
    "pdf with html after its end": pdf(tail=b"<script>alert(1)</script>"),
    "pdf and zip": pdf(tail=a_zip({"a": "b"}) + b"%%EOF"),
    "pdf behind html": b"<!-- -->" + pdf(),
    "pdf cut off": pdf()[:40],
    "text with a null": b"words\0more",
    "text in another code": "Засгийн газар".encode("cp1251"),
    "text that ends in the middle of a letter": WORDS.encode() + b"\xd0",
    "docx and odt": a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>",
                           "[Content_Types].xml": "<Types/>"}),
    "docx behind words": b"words" + docx(),
    "docx before html": docx() + b"<script>alert(1)</script>",
    "docx with a remark": docx()[:-2] + b"\4\0<p/>",
    "jpeg cut off": picture("JPEG", (400, 300))[:700],
    "png without a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
}  # fmt: skip
ENDINGS = [".html", ".svg", ".pdf", ".png", ".jpg", ".webp", ".docx", ".odt", ".csv", ".txt", ".htm", ""]


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_that_is_taken(name):
    content, media_type = GOOD[name]
    for make in (upload, on_disk):
        found = checked(make(name, content))
        assert (found.media_type, found.name, found.warnings) == (media_type, name, [])


@pytest.mark.parametrize("what", NASTY)
def test_SEC_C10_nothing_that_could_run_is_taken_whatever_it_calls_itself(what):
    for ending in ENDINGS:
        with pytest.raises(Unfit):
            check(f"name{ending}", NASTY[what])


@pytest.mark.parametrize("name", GOOD)
def test_the_name_must_fit_what_is_in_it(name):
    own = "." + name.rpartition(".")[2].lower()
    others = {".txt", ".csv"} if own in (".txt", ".csv") else {".jpg", ".jpeg"} if own in (".jpg", ".jpeg") else {own}
    for ending in {*ENDINGS, ".jpeg", ".docm", ".exe", ".pdf.exe"} - others:
        with pytest.raises(Unfit):
            check(f"name{ending}", GOOD[name][0])
    with pytest.raises(Unfit, match=r"The file is PDF, but its name does not end in \.pdf"):
        check("plan.docx", GOOD["plan.pdf"][0])


def test_a_refusal_says_what_it_looks_like_and_what_is_taken():
    with pytest.raises(Unfit, match=r"\(GIF\) is not taken. Taken are: PDF, DOCX"):
        check("a.gif", NASTY["gif"])
    with pytest.raises(Unfit, match="not text in UTF-8"):
        check("a.csv", NASTY["text in another code"])


def test_too_large_is_refused_before_it_is_read():
    for name, content in (("a.txt", b"a" * (MOST_DOCUMENT + 1)), ("a.jpg", picture("JPEG") + b"\0" * 10 * 1024**2)):
        with pytest.raises(Unfit, match="too large"):
            check(name, content)


def test_where_only_pictures_are_taken_nothing_else_is():
    for name, (content, media_type) in GOOD.items():
        if media_type.startswith("image/"):
            assert checked(upload(name, content), PICTURES).media_type == media_type
        else:
            with pytest.raises(Unfit, match="Taken are: PNG, JPEG, WEBP"):
                checked(upload(name, content), PICTURES)
