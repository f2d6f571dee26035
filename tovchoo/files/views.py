"""Pages of documents and sources."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tovchoo.kernel.pages import page_of, public_page

from .models import Document, Source
from .questions import citations_about


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
def download(request: HttpRequest, pk: str) -> FileResponse:
    """The file itself, as an attachment that nothing can run from."""
    entry = get_object_or_404(Document.objects.exclude(file=""), pk=pk)
    if not default_storage.exists(entry.sha256):
        raise Http404(entry.sha256)
    name = entry.file.rpartition("/")[2]
    response = FileResponse(default_storage.open(entry.sha256), as_attachment=True, filename=name)
    response["Content-Type"] = entry.media_type or "application/octet-stream"
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
