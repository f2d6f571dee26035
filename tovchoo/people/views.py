"""Pages of forums and seats, organisations, offices and people, instruments."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel import clock
from tovchoo.kernel.languages import CATALOGUES, reader
from tovchoo.kernel.pages import page_of, public_page

from .half_circle import picture_of
from .models import Forum, Instrument, Office, Organisation, Person, Seat, Side


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """In the order of the reader's alphabet, or of another with `?sort=`; one sector of them with `?sector=`."""
    sort = request.GET.get("sort", "")
    alphabet = next((code for code in (sort, reader(), "en") if code in CATALOGUES), "en")
    sector = request.GET.get("sector", "")
    listed = (
        Organisation.objects.filter(merged_into=None).defer("folded", "note").order_by(f"sort_key__{alphabet}", "id")
    )
    if sector in Organisation.Sector.values:
        listed = listed.filter(sector=sector)
    sectors = Organisation.objects.exclude(sector="").order_by("sector").values_list("sector").annotate(Count("pk"))
    given = {"organisations": page_of(request, listed), "sectors": list(sectors), "sector": sector, "sort": alphabet}
    labels = dict(Organisation.Sector.choices)
    return render(request, "people/organisations.html", given | {"labels": labels, "alphabets": sorted(CATALOGUES)})


@public_page
def office(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Office.objects.select_related("organisation", "merged_into"), pk=pk)
    issued = Instrument.objects.filter(issuer_office=entry).order_by("date", "id")
    citations = citations_about(entry.public_id)
    return render(request, "people/office.html", {"entry": entry, "issued": issued, "citations": citations})


@public_page
def person(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Person.objects.select_related("merged_into"), pk=pk)
    seats = Seat.objects.filter(person=entry).select_related("forum").order_by("since", "id")
    citations = citations_about(entry.public_id)
    return render(request, "people/person.html", {"entry": entry, "seats": seats, "citations": citations})


@public_page
def forums(request: HttpRequest) -> HttpResponse:
    return render(request, "people/forums.html", {"forums": page_of(request, Forum.objects.order_by("kind", "id"))})


@public_page
def forum(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(Forum.objects.select_related("parent", "established_by", "served_by"), pk=pk)
    day = _day(request.GET.get("on", ""))
    rows = list(entry.seats.only("since", "until", "side", "count").order_by("side"))
    running = [each for each in rows if each.runs_on(day)]
    seats: Any = page_of(request, sorted(running, key=lambda each: (each.side, each.pk)))
    seats.object_list = list(entry.seats.shown().filter(pk__in=[each.pk for each in seats]))
    sides = _counted(running)
    citations = citations_about(entry.public_id)
    labels = dict(Side.choices) | {"": ""}
    given = {"entry": entry, "seats": seats, "sides": sides, "citations": citations, "labels": labels, "day": day}
    given["dated"] = any(each.since or each.until for each in rows)
    return render(request, "people/forum.html", given | {"picture": picture_of(_drawn(dict(sides)))})


def _drawn(counts: dict[str, int | None]) -> list[tuple[str, int | None]]:
    """Government at the left, non-government at the right."""
    order = (("government", "g"), ("", "o"), ("non_government", "c"))
    return [(kind, counts.get(side, 0)) for side, kind in order]


def _day(asked: str) -> date:
    """The day that is asked for, or today."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return clock.today()


def _counted(seats: list[Seat]) -> list[tuple[str, int | None]]:
    """How many a side; not known where one row does not say for how many it stands."""
    found: dict[str, int | None] = {}
    for each in seats:
        before = found.get(each.side, 0)
        found[each.side] = None if before is None or each.count is None else before + each.count
    return list(found.items())


@public_page
def seat(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(
        Seat.objects.select_related("forum", "organisation", "person", "office", "instrument"), pk=pk
    )
    return render(request, "people/seat.html", {"entry": entry, "citations": citations_about(entry.public_id)})


@public_page
def instruments(request: HttpRequest) -> HttpResponse:
    listed = Instrument.objects.filter(merged_into=None)
    listed = listed.select_related("issuer_organisation", "issuer_office", "issuer_forum")
    return render(request, "people/instruments.html", {"instruments": page_of(request, listed.order_by("date", "id"))})


@public_page
def instrument(request: HttpRequest, pk: str) -> HttpResponse:
    named = "issuer_organisation", "issuer_office", "issuer_forum", "document", "merged_into"
    entry = get_object_or_404(Instrument.objects.select_related(*named), pk=pk)
    given = {
        "entry": entry,
        "established": Forum.objects.filter(established_by=entry).order_by("id"),
        "seats": Seat.objects.filter(instrument=entry).select_related("forum").order_by("id")[:100],
        "citations": citations_about(entry.public_id),
    }
    return render(request, "people/instrument.html", given)
