"""What waits in this app: translations that are missing or behind, asked with the plans."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovchoo.kernel.addresses import address
from tovchoo.kernel.waiting import Waiting

from .models import Draft, Rendering
from .policy import OPEN, WRITERS
from .questions import TRADITIONAL, its_original


def translations_to_write(account: Any, plans: list[Any]) -> list[Waiting]:
    """For those who write a draft, a line for each plan that was asked about with `untranslated`."""
    return [_line(plan) for plan in plans if plan.untranslated and WRITERS.test(account, Draft(plan=plan))]


def _line(plan: Any) -> Waiting:
    told = ngettext(
        "%(num)s translation is missing or behind", "%(num)s translations are missing or behind", plan.untranslated
    )
    return Waiting(plan.title, address("drafting:draft", plan.pk), _("Translate"), told % {"num": plan.untranslated})


def untranslated() -> dict[str, Any]:
    """What a question about plans counts with them: the texts of an open draft that are to be translated."""
    rows = Rendering.objects.filter(
        passage__part__draft__plan=OuterRef("pk"), passage__part__draft__stage=OPEN, passage__part__is_out=False,
        passage__is_out=False,
    ).exclude(passage__milestone__is_out=True).exclude(language=TRADITIONAL)  # fmt: skip
    rows = rows.exclude(language=F("passage__part__draft__language")).annotate(
        now=Subquery(its_original().values("head")[:1]), says=Subquery(its_original().values("text")[:1])
    )
    rows = rows.exclude(says="").filter(Q(text="") | Q(made_from__lt=F("now"))).order_by()
    counted = rows.values("passage__part__draft__plan").annotate(n=Count("pk")).values("n")
    return {"untranslated": Subquery(counted, output_field=IntegerField())}
