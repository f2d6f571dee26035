"""Public pages of motions, decisions and tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.people.half_circle import picture_of

from .models import Motion, Task
from .questions import decisions_shown, motions_shown, opened_in_part, papers_of, tally_from, tasks_shown, voters_of

SEEN = (Motion.Stage.OPEN, Motion.Stage.CLOSED)


@public_page
def motions(request: HttpRequest) -> HttpResponse:
    """The newest first; those of one forum with `?forum=`."""
    listed = motions_shown().order_by("-opened_at", "id")
    if forum := request.GET.get("forum", "")[:120]:
        listed = listed.filter(forum=forum)
    return render(request, "decisions/motions.html", {"motions": page_of(request, listed)})


@public_page
def motion(request: HttpRequest, pk: str) -> HttpResponse:
    """What was asked, by which rules, who was entitled, who voted how, what came of it."""
    entry = get_object_or_404(Motion.objects.select_related("forum", "meeting", "instrument"), pk=pk)
    options = list(entry.options.order_by("number"))
    voters = voters_of(entry)
    tally = tally_from(entry, options, voters) if entry.stage in SEEN else None
    given = {
        "entry": entry,
        "options": options,
        "picture": picture_of(tally.drawn(options)) if tally else None,
        "voters": voters,
        "tally": tally,
        "in_part": opened_in_part(entry, options) if entry.stage in SEEN else None,
        "papers": papers_of(entry),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "decisions/motion.html", given)


@public_page
def decisions(request: HttpRequest) -> HttpResponse:
    """The newest first; those of one forum with `?forum=`."""
    listed = decisions_shown().order_by("-date", "-id")
    if forum := request.GET.get("forum", "")[:120]:
        listed = listed.filter(forum=forum)
    return render(request, "decisions/decisions.html", {"decisions": page_of(request, listed)})


@public_page
def decision(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(decisions_shown().select_related("motion", "item"), pk=pk)
    given = {"entry": entry, "citations": citations_about(entry.public_id)}
    return render(request, "decisions/decision.html", given)


@public_page
def tasks(request: HttpRequest) -> HttpResponse:
    """Those to be done first; all others with `?stage=`."""
    stage = request.GET.get("stage", "")
    listed = tasks_shown().order_by("due", "id")
    shown = listed.filter(stage=stage if stage in Task.Stage.values else Task.Stage.OPEN)
    given = {"tasks": page_of(request, shown), "stage": stage or Task.Stage.OPEN.value, "stages": Task.Stage.choices}
    return render(request, "decisions/tasks.html", given)


@public_page
def task(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(tasks_shown().select_related("item"), pk=pk)
    return render(request, "decisions/task.html", {"entry": entry, "citations": citations_about(entry.public_id)})
