"""Pages of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.models import Document
from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.plans.models import Proposal, Version

from .models import Meeting


@public_page
def meetings(request: HttpRequest) -> HttpResponse:
    listed = Meeting.objects.select_related("forum").defer("folded", "summary").order_by("date", "after", "id")
    return render(request, "meetings/meetings.html", {"meetings": page_of(request, listed)})


@public_page
def meeting(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Meeting.objects.select_related("forum", "plan"), pk=pk)
    given = {
        "entry": entry,
        "versions": Version.objects.filter(meeting=entry.public_id).order_by("number"),
        "proposals": Proposal.objects.filter(meeting=entry.public_id).order_by("number"),
        "documents": Document.objects.filter(about=entry.public_id).order_by("id"),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "meetings/meeting.html", given)
