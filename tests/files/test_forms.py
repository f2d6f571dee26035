"""Files as they come in: by a form, beside other fields, some of them too many."""

import os
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from tests.cast import signed_in
from tests.files.makers import docx, picture, upload
from tovchoo.files.inputs import FileInput, PicturesOnly
from tovchoo.files.models import Document

GOOD, BAD = b"words", b"<script>alert(1)</script>"
SIGN_IN = "/en/workspace/account/sign-in/"
ATTACH = "/en/workspace/documents/nap5-mn/file/"
BOUNDARY = "multipart/form-data; boundary=B"


class AForm(forms.Form):
    file = FileInput()
    picture = PicturesOnly(required=False)


def sent(form=AForm, **files):
    request = RequestFactory().post("/", files)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return form(request.POST, request.FILES), request


def errors(**files):
    form, request = sent(**files)
    found = {name: " ".join(said) for name, said in form.errors.items()}
    request.close()
    return found


def test_what_is_wrong_is_said_beside_its_field(store, left_over):
    assert errors(file=upload("a.txt", GOOD), picture=upload("a.png", picture("PNG"))) == {}
    found = errors(file=upload("a.txt", BAD), picture=upload("a.docx", docx()))
    assert "web page or a program" in found["file"] and "Taken are: PNG, JPEG, WEBP." in found["picture"]
    assert "required" in errors(picture=upload("a.png", picture("PNG")))["file"]
    assert "empty" in errors(file=upload("a.txt", b""))["file"]
    assert left_over() == []


def test_a_clean_form_holds_what_may_be_kept(store):
    form, request = sent(file=upload("a.docx", docx()))
    assert form.is_valid() and form.cleaned_data["file"].name == "a.docx" and form.cleaned_data["picture"] is None
    request.close()
    assert 'accept=".png,.jpg,.jpeg,.webp"' in str(AForm()["picture"]) and AForm().is_multipart()


@pytest.mark.parametrize("order", [(BAD, GOOD), (GOOD, BAD), (GOOD, GOOD), (BAD, *[GOOD] * 20), (*[GOOD] * 20, BAD)])
def test_SEC_G1_no_file_comes_in_behind_another(order, store, left_over):
    found = errors(file=[upload("same.txt", content) for content in order])
    assert "One file at a time" in found["file"] and left_over() == []


def test_SEC_G1_nothing_of_a_refused_request_remains(cast, store, left_over):
    saraa, given = signed_in(cast.saraa), {"reason": "sent by the ministry"}
    before = Document.objects.get(pk="nap5-mn").sha256
    large = b"words " * 600_000  # that goes to disk on its way
    for files in ([large, BAD], [BAD, large], [BAD + large], [large] * 300):
        answer = saraa.post(ATTACH, given | {"file": [upload("a.txt", each) for each in files]})
        assert answer.status_code in (400, 413, 422)
    assert left_over() == [] and Document.objects.get(pk="nap5-mn").sha256 == before
    saraa.post(ATTACH, given | {"file": upload("a.txt", large)})
    assert left_over() == [Document.objects.get(pk="nap5-mn").sha256]


def part(name, more="", content="x"):
    return f'--B\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{content}\r\n'


@pytest.mark.parametrize("more", ["", '; filename="a.txt"'])
def test_SEC_G5_a_hundred_thousand_parts(more, client, db, store, left_over):
    body = "".join(part(f"f{n}", more) for n in range(100_000)) + "--B--\r\n"
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    assert client.post(SIGN_IN, body, content_type=BOUNDARY).status_code in (400, 413)
    assert left_over() == [] and len(os.listdir("/proc/self/fd")) <= open_before  # noqa: PTH208


def test_SEC_G5_five_megabytes_of_nothing(client, db, store, left_over):
    coded = "\r\nContent-Transfer-Encoding: base64"
    body = part("login", coded, " " * 5 * 1024**2) + "--B--\r\n"
    assert client.post(SIGN_IN, body, content_type=BOUNDARY).status_code in (400, 413)
    assert left_over() == []


def test_SEC_G5_five_megabytes_of_nothing_as_a_file(cast, store, left_over):
    coded = '; filename="a.txt"\r\nContent-Transfer-Encoding: base64'
    body = part("reason", content="sent") + part("file", coded, " " * 5 * 1024**2) + "--B--\r\n"
    answer = signed_in(cast.saraa).post(ATTACH, body, content_type=BOUNDARY)
    assert answer.status_code in (400, 413, 422) and "Location" not in answer.headers
    assert left_over() == [] and not Document.objects.get(pk="nap5-mn").sha256
