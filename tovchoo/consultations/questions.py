"""What a report asks of contributions: who is known to have spoken."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import escape

from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.kernel.prepared import Prepared
from tovchoo.people.models import Side
from tovchoo.plans.models import Plan

from .models import Contribution

MOST = 1000  # a list on one page; the rest is on the pages of the contributions
COLUMNS = ("number", "listed_as", "author_organisation", "author_organisation__name", "author_office",
           "author_office__title", "author_person", "author_person__name")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody on a printed list: the name, and the page about them."""

    name: Localized | None
    url: str

    def get_absolute_url(self) -> str:
        return self.url

    def __html__(self) -> str:
        return self.name.__html__() if self.name else str(escape(_("not recorded")))


def bodies_of(plan: Plan) -> dict[str, list[Body]]:
    """Those whom a source lists as having commented, by side, in the order of the list; one query."""
    said: dict[str, list[Body]] = {side: [] for side in Side.values}
    for row in _listed(plan=plan.pk):
        said[row[1]].append(_body(plan.pk, *row))
    return said


def _body(plan: str, number: int, side: str, organisation: str | None, name: str | None, office: str | None,
          title: str | None, person: str | None, called: str | None) -> Body:  # fmt: skip
    if organisation:
        return Body(text_of(name), address("web:organisation", organisation))
    if office:
        return Body(text_of(title), address("people:office", office))
    if person:
        return Body(text_of(called), address("people:person", person))
    return Body(None, address("consultations:contribution", plan, number))


_listed = Prepared(
    lambda plan: (
        Contribution.objects.filter(plan=plan).exclude(listed_as="").order_by("number").values_list(*COLUMNS)[:MOST]
    ), "plan"
)  # fmt: skip
