"""The data of the record: a page about it, each table as a file, and all of it as one archive."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tovchoo.kernel.pages import public_page

from .check import TRANSLATIONS_FILE
from .tables import TABLES, TRANSLATIONS
from .write import as_zip, files, languages

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@public_page
def data(request: HttpRequest) -> HttpResponse:
    given = {"tables": TABLES, "languages": languages(), "translations": TRANSLATIONS, "file": TRANSLATIONS_FILE}
    return render(request, "package/data.html", given)


@login_not_required
@require_safe
def to_the_page(request: HttpRequest) -> HttpResponse:
    return redirect(f"/{request.our_site.languages[0]}/data/")  # type: ignore[attr-defined]


@login_not_required
@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """The whole package, streamed."""
    response = StreamingHttpResponse(as_zip(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="record.zip"'
    return _open_to_all(response)


@login_not_required
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the package, streamed; documents are downloaded, never shown."""
    for each, blocks in files():
        if each == name:
            kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            response = StreamingHttpResponse(blocks, content_type=kind)
            if name.startswith("files/"):
                response["Content-Disposition"] = "attachment"
            return _open_to_all(response)
    raise Http404(name)


def _open_to_all(response: StreamingHttpResponse) -> StreamingHttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, no-cache"
    return response
