"""Pages of documents and sources."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.kernel.pages import page_of, public_page

from .checks import CONTENT_TYPES, is_whole, safe_name
from .models import Document, Source
from .questions import citations_about

logger = logging.getLogger(__name__)
INERT = {  # of a file from whoever: instead of the site's own policy
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@public_page
def documents(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Document.objects.defer("folded").order_by("-date", "id"))
    return render(request, "files/documents.html", {"documents": page})


@public_page
def document(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Document, pk=pk)
    return render(request, "files/document.html", {"entry": entry, "citations": citations_about(entry.public_id)})


@login_not_required
@require_safe
def download(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file itself: an attachment that nothing can run from, and never other bytes than its hash says."""
    entry = get_object_or_404(Document.objects.exclude(file=""), pk=pk)
    if not default_storage.exists(entry.sha256):
        raise Http404(entry.sha256)
    if not is_whole(entry.sha256):
        logger.error("The stored file of %s is not the one with SHA-256 %s.", entry.public_id, entry.sha256)
        sentence = _("This file was damaged where it is stored, and is not handed out. Who runs the site was told.")
        return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")
    name = safe_name(entry.file.removeprefix("files/").removeprefix(f"{entry.sha256[:12]}-"))
    kind = CONTENT_TYPES.get(entry.media_type, "application/octet-stream")
    stored = default_storage.open(entry.sha256)
    response = FileResponse(stored, as_attachment=True, filename=name, content_type=kind)
    for header, value in INERT.items():
        response[header] = value
    response["ETag"] = f'"{entry.sha256}"'
    return response


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    counted = Source.objects.annotate(cited=Count("citations")).order_by("id")
    return render(request, "files/sources.html", {"sources": page_of(request, counted)})


@public_page
def source(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Source, pk=pk)
    page = page_of(request, entry.citations.order_by("entry", "field", "id"))
    return render(request, "files/source.html", {"entry": entry, "cited": page})
