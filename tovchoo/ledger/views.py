"""Pages of the ledger: what was done with an entry, by whom, when, and what it said before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tovchoo.kernel.pages import page_of, public_page

from .models import Entry

PRIVATE = ("account", "invitation", "letter")  # what is not of the record has no page


@public_page
def history(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """The history of one entry, the latest first."""
    acts = Entry.objects.filter(subject=f"{kind}/{pk}").order_by("-at", "-pk")
    if kind in PRIVATE or not acts.exists():
        raise Http404(kind)
    return render(request, "ledger/history.html", {"subject": f"{kind}/{pk}", "acts": page_of(request, acts, 50)})
