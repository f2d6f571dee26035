"""Who freezes a version of a plan, and when. Read this file as the regulation."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.drafting.models import Draft, Part
from tovchoo.drafting.policy import KEEPERS, OPEN, WRITERS
from tovchoo.kernel import clock
from tovchoo.kernel.languages import name
from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.kernel.spelling import deceiving
from tovchoo.plans.models import Version


@condition(_("something is written"))
def something_is_written(draft: Draft) -> Words | None:
    return None if any(each.text for each in draft.rows) else _("Nothing is written yet.")


@condition(_("every part has a title"))
def every_part_has_a_title(draft: Draft) -> Words | None:
    titled = {each.pk for each in _titles(draft) if not each.step}
    for each in draft.rows:
        if each.pk in titled:
            continue
        if each.kind == Part.Kind.COMMITMENT:
            return format_lazy(_("A commitment has no title: {}."), each.commitment)
        return format_lazy(_("A section has no title: {}."), each.code)
    return None


@condition(_("every milestone has a title"))
def every_milestone_has_a_title(draft: Draft) -> Words | None:
    titled = {each.step for each in _titles(draft)}
    for each in draft.rows:
        if each.step and each.step not in titled:
            return format_lazy(_("A milestone of {} has no title: {}."), each.commitment, each.step_code)
    return None


def _titles(draft: Draft) -> list[Any]:
    """Those that say something in the language in which the plan is written."""
    return [each for each in draft.rows if each.field == "title" and each.language == draft.language and each.text]


@condition(_("the record is kept in all its languages"))
def its_languages_are_recorded(draft: Draft) -> Words | None:
    """A text in another one would be in no package: its hash could not be recounted."""
    kept = {*draft.plan.jurisdiction.languages, *draft.plan.languages}
    others = {each.language for each in draft.rows if each.text} - kept
    told = _("A text is in a language that the plan does not name: {}. Name it there first.")
    return format_lazy(told, name(min(others))) if others else None


@condition(_("no sign in it deceives"))
def no_sign_deceives(draft: Draft) -> Words | None:
    for each in draft.rows:
        if each.text and (told := deceiving(each.text)):
            return format_lazy("{} ({}): {}", each.passage_code, name(each.language), told)
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
        given=[something_is_written, every_part_has_a_title, every_milestone_has_a_title,
               its_languages_are_recorded, no_sign_deceives]),
    Act("compare_draft", _("See what differs from the last version"), by=WRITERS),
)  # fmt: skip
