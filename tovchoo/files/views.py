"""Pages of documents and sources."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tovchoo.kernel.pages import page_of, public_page

from .models import Document, Source
from .questions import citations_about
from .serving import handed_out


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
    return handed_out(get_object_or_404(Document.objects.exclude(file=""), pk=pk))


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    counted = Source.objects.annotate(cited=Count("citations")).order_by("id")
    return render(request, "files/sources.html", {"sources": page_of(request, counted)})


@public_page
def source(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Source, pk=pk)
    page = page_of(request, entry.citations.order_by("entry", "field", "id"))
    return render(request, "files/source.html", {"entry": entry, "cited": page})
