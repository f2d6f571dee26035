"""The data of the record: a page about it, each table as a file, and all of it as one archive."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tovchoo.files.serving import handed_out
from tovchoo.kernel.pages import public_page

from .check import FILES, TRANSLATIONS_FILE
from .tables import BY_KIND, TABLES, TRANSLATIONS, rows_of
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
    """One file of the package, streamed; documents are handed out as anywhere else: downloaded, never shown."""
    if name.startswith(FILES):
        return _open_to_all(_document(name))
    for each, blocks in files():
        if each == name:
            kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            return _open_to_all(StreamingHttpResponse(blocks, content_type=kind))
    raise Http404(name)


def _document(name: str) -> HttpResponseBase:
    entry = rows_of(BY_KIND["document"]).filter(file=name).first()
    if entry is None:
        raise Http404(name)
    return handed_out(entry)


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, no-cache"
    return response
