"""Pages of versions: their list, a version and its parts, a passage through them, what differs between two."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.drafting.models import Draft
from tovchoo.drafting.questions import asked_of, languages_of
from tovchoo.files.questions import citations_about
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.ledger.pages import form_page, form_shown, sent
from tovchoo.plans.models import Commitment, Plan, Version
from tovchoo.plans.questions import numbers_of

from . import rules
from .drafted import commitments_in, counts_anew
from .forms import FreezeForm
from .models import VersionPart, VersionReason
from .policy import VERSION
from .questions import (
    Compared,
    compared,
    draft_compared,
    history_of,
    reasons_between,
    shown,
    versions_of,
    words_of,
)  # fmt: skip
from .telling import items, pages, sections, told_of

PASSAGES = 50  # of the history of one, on a page


@public_page
def versions(request: HttpRequest, plan: str) -> HttpResponse:
    """All versions of a plan, the latest first, and two of them to compare."""
    listed = versions_of(plan)
    found = listed[0].plan if listed else get_object_or_404(Plan, pk=plan)
    frozen = [each for each in listed if each.sha256]
    given = {"plan": found, "versions": page_of(request, listed[::-1]), "frozen": frozen}
    return render(request, "versions/versions.html", given)


@public_page
def version(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What a version is for, what it contains, and the hash by which a copy can be checked."""
    listed = versions_of(plan)
    entry = next((each for each in listed if each.number == number), None)
    if entry is None:
        raise Http404(f"{plan} {number}")
    parts = VersionPart.objects.filter(version=entry).only("number", "commitment_number", "title", "version")
    given = {
        "entry": entry,
        "contents": parts,
        "frozen": [each for each in listed if each.sha256],
        "before": next((each for each in reversed(listed) if each.sha256 and each.number < number), None),
        "citations": citations_about(entry.public_id),
    }
    return render(request, "versions/version.html", given)


@public_page
def part(request: HttpRequest, plan: str, number: int, part: int) -> HttpResponse:
    """One part of a version, in the reader's language or in two side by side."""
    rows = VersionPart.objects.filter(version__plan=plan, version__number=number).select_related(
        "version__plan", "lead"
    )
    around = list(rows.filter(number__in=(part - 1, part, part + 1)).order_by("number"))
    entry = next((each for each in around if each.number == part), None)
    if entry is None:
        raise Http404(f"{plan} {number} {part}")
    text = shown(entry)
    given = {
        "entry": entry,
        "text": text,
        "labels": text.labels,
        "beside": next((code for code in text.languages if code == request.GET.get("with")), ""),
        "before": next((each for each in around if each.number == part - 1), None),
        "after": next((each for each in around if each.number == part + 1), None),
    }
    return render(request, "versions/part.html", given)


@public_page
def passage(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """A passage through all versions: when its words changed, and why."""
    listed = versions_of(plan)
    moments = history_of(code, listed)
    if not moments:
        raise Http404(code)
    last = max(listed, key=lambda each: each.number)
    given = {
        "plan": last.plan, "code": code, "moments": page_of(request, moments, PASSAGES), "last": last,
        "is_open": Draft.objects.filter(plan=plan, stage=Draft.Stage.OPEN).exists(),
    }  # fmt: skip
    return render(request, "versions/passage.html", given)


@public_page
def between(request: HttpRequest, plan: str) -> HttpResponseBase:
    """Where the form leads in which two versions are chosen: to what differs between them, the older first; where
    they are not two of the plan, to choose again."""
    numbers = {each.number for each in versions_of(plan) if each.sha256}
    asked = sorted({int(each) for name in ("from", "to") if (each := request.GET.get(name, "")).isdecimal()
                    and len(each) < 6})  # fmt: skip
    if len(asked) == 2 and numbers.issuperset(asked):
        return redirect(address("versions:compare", plan, *asked))
    return versions(request, plan)


@public_page
def compare(request: HttpRequest, plan: str, one: int, other: int) -> HttpResponse:
    """What differs between two frozen versions of one plan. Nothing but frozen text is ever compared here."""
    listed = versions_of(plan)
    by_number = {each.number: each for each in listed}
    if one >= other or not {one, other} <= by_number.keys():
        raise Http404(f"{plan} {one} {other}")
    first, second = by_number[one], by_number[other]
    given = {
        "plan": first.plan, "one": first, "other": second, "frozen": [each for each in listed if each.sha256],
        "languages": first.plan.languages,
    }  # fmt: skip
    if not first.sha256 or not second.sha256:
        return render(request, "versions/compare.html", given | {"compared": None})
    labels, _names = words_of(first.plan)
    given |= _told(request, compared(first, second), reasons_between(first, second), first.plan.languages, labels)
    return render(request, "versions/compare.html", given)


def _told(
    request: HttpRequest, told: Compared, reasons: list[VersionReason], languages: list[str], labels: dict[str, Any]
) -> dict[str, Any]:
    """What a page shows of a difference: all of it, one part or one language, a page at a time."""
    parts = sections(told, reasons)
    part = next((each.code for each in parts if each.code == request.GET.get("part")), "")
    language = next((each for each in languages if each == request.GET.get("in")), "")
    found = items(told, reasons, language=language, part=part)
    return {
        "compared": told,
        "sections": parts,
        "by_code": {each.code: each for each in parts},
        "part": part,
        "only": language,
        "page": page_of(request, pages(found), 1),
        "count": sum(each.is_a_change for each in found),
        "labels": labels,
        "names": told.names,
        "told_of": told_of,
        "asked": "".join(f"&{name}={value}" for name, value in (("part", part), ("in", language)) if value),
    }


# --- the workspace ----------------------------------------------------------------------------------------------------


@require_safe
def draft(request: HttpRequest, plan: str) -> HttpResponse:
    """For those who write: what the draft says otherwise than the last version, reasons that are not told yet too."""
    found = _draft(plan)
    VERSION.ask("compare_draft", found, by=request.user)
    last = Version(**found.last) if found.last else None
    told, labels = draft_compared(found, last)
    given = {"plan": found.plan, "draft": found, "last": last, "languages": languages_of(found),
             "may_freeze": VERSION.acts["freeze"] in VERSION.on_offer(found, by=request.user)}  # fmt: skip
    given |= _told(request, told, [], found.plan.languages, labels)
    return render(request, "versions/draft.html", given)


@form_page
def freeze(request: HttpRequest, plan: str) -> HttpResponseBase:
    """What the next version is for; before it is frozen, what it lacks is said."""
    found = _draft(plan)
    if VERSION.acts["freeze"] not in VERSION.on_offer(found, by=request.user):
        VERSION.ask("freeze", found, by=request.user)
    form = FreezeForm(sent(request), plan=found.plan)
    missing = VERSION.missing("freeze", found, by=request.user)
    if not form.is_valid():
        given = {"title": VERSION.acts["freeze"].says, "plan": found.plan, "missing": missing,
                 "lacking": _lacking(found), "numbers": _numbers(found), "differs": _differs(found),
                 "other": asked_of(found.plan, found.language)[-1],
                 "back": address("versions:draft", plan)}  # fmt: skip
        return form_shown(request, form, "versions/freeze.html", **given)
    made = rules.freeze(found, **form.values(by=request.user), by=request.user)
    messages.success(request, _("Version %(number)d is frozen and public.") % {"number": made.number})
    return redirect(made)


def _numbers(draft: Draft) -> list[tuple[Commitment, int]]:
    """The commitments that another number is given to when the draft is frozen as it stands."""
    kept = commitments_in(draft.rows) if counts_anew(draft.plan) else []
    return [(each, number) for each, number in numbers_of(draft.plan, kept).items() if each.pk in kept] if kept else []


def _lacking(draft: Draft) -> list[tuple[str, int]]:
    """The languages that lack something, by their codes, each with how many passages are not there in it."""
    written = Counter(each.language for each in draft.rows if each.text)
    asked = asked_of(draft.plan, draft.language)
    lacking = [(code, written[draft.language] - written[code]) for code in asked]
    return [(code, number) for code, number in lacking if number > 0]


def _differs(draft: Draft) -> int:
    """How many numbers and dates are others in one language than in another."""
    return sum({each.passage: each.differs for each in draft.rows if each.passage}.values())


def _draft(plan: str) -> Any:
    """With the last version that has a text, as `last`."""
    told = JSONObject(id="id", number="number", sha256="sha256")
    last = Version.objects.filter(plan=OuterRef("plan")).exclude(sha256="").order_by("-number").values(told=told)
    rows = Draft.objects.select_related("plan__working_group", "plan__jurisdiction")
    return get_object_or_404(rows.annotate(last=Subquery(last[:1])), plan=plan)
