"""A PDF that does more than to be read is not taken; who wrote it is said."""

import zlib

import pytest

from tests.files.makers import check, on_disk, pdf, stream, told
from tovchoo.files.checks import Unfit, checked

ACTIVE = {
    "javascript": b"<</S /JavaScript /JS (app.alert(1))>>",
    "javascript, tight": b"<</S/JavaScript/JS(app.alert(1))>>",
    "names written otherwise": b"<</S /#4aav#61Script /J#53 (app.alert(1))>>",
    "only the program": b"<</OpenAction << /JS 5 0 R >> >>",
    "launch": b"<</S /Launch /F (cmd.exe)>>",
    "rendition": b"<</S/Rendition/JS(app.alert(1))>>",
    "files within": b"<</Names <</EmbeddedFiles 4 0 R>> >>",
    "a file within": b"<</Type /EmbeddedFile>>",
    "a file pinned to it": b"<</Subtype/FileAttachment>>",
    "encrypted": b"<</Encrypt 5 0 R>>",
}


@pytest.mark.parametrize("what", ACTIVE)
def test_SEC_C10_a_pdf_that_does_something_is_refused(what):
    inside = b"10 0 11 20 " + ACTIVE[what]
    long = b"10 0 11 20 " + b" " * 2_097_140 + ACTIVE[what]  # across the end of a block
    for content in (ACTIVE[what], stream(inside), stream(inside, b""), stream(inside, b"/Type/Obj#53tm"), stream(long)):
        for make in (lambda name, content: check(name, content), lambda name, content: checked(on_disk(name, content))):
            with pytest.raises(Unfit):
                make("a.pdf", pdf(b"<</Type /Catalog>>", content))


def test_a_list_of_objects_packed_in_another_way_is_refused():
    with pytest.raises(Unfit, match="unusual"):
        check("a.pdf", pdf(b"<</Type /ObjStm /Filter /LZWDecode>>\nstream\n\x80\x0b\nendstream"))


def test_SEC_G3_a_pdf_that_unpacks_to_far_more_is_refused():
    packed = zlib.compress(b"1 0 2 9 " + b" " * 210 * 1024**2)
    with pytest.raises(Unfit, match="far more"):
        check("a.pdf", pdf(b"<</Type /ObjStm /Filter /FlateDecode>>\nstream\n%b\nendstream" % packed))


def test_words_and_pictures_of_a_pdf_are_no_program():
    page = stream(b"1 0 0 1 0 0 cm BT (JavaScript /JavaScriptish /JSON) Tj ET", b"")
    font = stream(b"\0\1\0\0/JavaScript ", b"/Length1 99")
    assert told("a.pdf", pdf(b"<</Type /Catalog /JSON (x) /Encrypted true>>", page, font)) == ""


@pytest.mark.parametrize("author", [
    b"/Author (D. Canary)", b"/Author(D. \\103anary)", b"/Author <442E2043616E617279>", b"/#41uthor (D. Canary)",
    b"/Author (\xfe\xff" + "D. Canary".encode("utf-16-be") + b")",
    b"/XMP (<dc:creator><rdf:Seq>\n<rdf:li>D. Canary</rdf:li></rdf:Seq></dc:creator>)",
])  # fmt: skip
def test_SEC_R1_the_author_of_a_pdf_is_said(author):
    for content in (b"<<%b>>" % author, stream(b"10 0 11 20 <<%b>>" % author)):
        assert "names its author: D. Canary. Whoever" in told("a.pdf", pdf(content))


def test_an_author_in_mongolian():
    name = b"\xfe\xff" + "Дорж Өлзий".encode("utf-16-be")
    assert "Дорж Өлзий" in told("a.pdf", pdf(b"<</Author <%b>>>" % name.hex().encode()))
