"""Who freezes a version of a plan, and when. Read this file as the regulation."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.drafting.models import Draft, Part, Rendering
from tovchoo.drafting.policy import KEEPERS, OPEN, WRITERS
from tovchoo.kernel import clock
from tovchoo.kernel.languages import name
from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.kernel.spelling import deceiving
from tovchoo.plans.models import Version

from .drafted import in_it


@condition(_("something is written"))
def something_is_written(draft: Draft) -> Words | None:
    texts = Rendering.objects.filter(**in_it(draft)).exclude(text="")
    return None if texts.exists() else _("Nothing is written yet.")


@condition(_("every part has a title"))
def every_part_has_a_title(draft: Draft) -> Words | None:
    titles = Rendering.objects.filter(
        **in_it(draft), language=draft.language, passage__field="title", passage__milestone=None
    ).exclude(text="")
    parts = draft.parts.filter(is_out=False).exclude(pk__in=titles.values("passage__part"))
    for part in parts.order_by("number", "pk")[:1]:
        if part.kind == Part.Kind.COMMITMENT:
            return format_lazy(_("A commitment has no title: {}."), part.commitment_id)
        return format_lazy(_("A section has no title: {}."), part.code)
    return None


@condition(_("the record is kept in all its languages"))
def its_languages_are_recorded(draft: Draft) -> Words | None:
    """A text in another one would be in no package: its hash could not be recounted."""
    kept = [*draft.plan.jurisdiction.languages, *draft.plan.languages]
    others = Rendering.objects.filter(**in_it(draft)).exclude(text="").exclude(language__in=kept)
    code = others.order_by("language").values_list("language", flat=True).first()
    told = _("A text is in a language that the plan does not name: {}. Name it there first.")
    return format_lazy(told, name(code)) if code else None


@condition(_("no sign in it deceives"))
def no_sign_deceives(draft: Draft) -> Words | None:
    for code, language, text in Rendering.objects.filter(**in_it(draft)).values_list(
        "passage__code", "language", "text"
    ):
        if told := deceiving(text):
            return format_lazy("{} ({}): {}", code, name(language), told)
    return None


def it_has_a_text(version: Version) -> Words | None:
    """For gates that ask for it."""
    return None if version.sha256 else _("The text of this version is not in the record.")


def it_is_not_to_come(date: Any) -> Words | None:
    """For what has happened: in the zone of the site its day is today, or before."""
    if date is not None and date.first > clock.today():
        return _("This day is still to come: enter the one on which it happened.")
    return None


VERSION = Policy(
    _("Version of a plan"), "stage",
    Act("freeze", _("Freeze a version"), by=KEEPERS, during=[OPEN],
        given=[something_is_written, every_part_has_a_title, its_languages_are_recorded, no_sign_deceives]),
    Act("compare_draft", _("See what differs from the last version"), by=WRITERS),
)  # fmt: skip
