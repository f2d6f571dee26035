"""One change of a file that was read, taken over by the rules of the draft: what others wrote meanwhile stays too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.drafting import rules
from tovchoo.drafting.models import Draft, DraftMilestone, Part, Passage, Rendering
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.merging import merged
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.people.models import Organisation

from .models import Intake
from .remarks import DATES, Remark, remark


def take(intake: Intake, change: dict[str, Any], number: int) -> Remark:
    """Do it; what its reader must know about how, or nothing. Raises `Refused`."""
    by, draft, reason = intake.account, intake.draft, _("from the file %(name)s") % {"name": intake.file_name}
    kind = change["do"]
    if kind == "keep":
        return _keep(draft, change, f"file-{intake.pk}-{number}", reason[:300], by=by)
    if kind == "add":
        part = _part(draft, change["part"])
        after = part.passages.filter(code=change["after"], milestone=None).first() if change["after"] else None
        rules.add_passage(part, change["field"], Localized(change["texts"]), after=after, by=by)
    elif kind == "fact":
        row: Any = _milestone(draft, change["milestone"]) if change["milestone"] else _part(draft, change["part"])
        value = change["value"]
        if isinstance(value, dict):  # what it says in other languages stays
            value = dict(row.other_supporters) | value
        rules.set_facts(row, facts_of({change["name"]: value}), by=by)
    elif kind == "milestone":
        add_milestone(_part(draft, change["part"]), change, by=by)
    elif kind == "commitment":
        _commitment(draft, change, by=by)
    elif kind == "section":
        texts = [Localized(each) for each in change["paragraphs"]]
        rules.add_section(draft, Localized(change["title"]), texts=texts, by=by)
    elif kind == "out":
        rules.take_out(_passage(draft, change["passage"]), by=by, reason=reason)
    elif kind == "out_milestone":
        rules.take_out(_milestone(draft, change["milestone"]), by=by, reason=reason)
    elif kind == "out_part":
        rules.take_out(_part(draft, change["part"]), by=by, reason=reason)
    return ""


def _keep(draft: Draft, change: dict[str, Any], key: str, reason: str, *, by: Any) -> Remark:
    """A text is put together of the version's, the file's and the draft's as it stands."""
    rendering = Rendering.objects.select_related("passage__part__draft__plan").filter(
        passage__part__draft=draft, passage__code=change["passage"], language=change["language"], passage__is_out=False
    )
    row = rendering.select_for_update(of=("self",)).first()
    if row is None:
        raise Refused([_("This passage is not in the draft any more.")])
    both = merged(change["old"], change["new"], row.text)
    rules.keep(row, both.text, base=row.head, key=key, reason=reason, by=by)
    if both.met:
        return remark(noop("Somebody else had changed the same words: both stand there now. Please look at it."))
    both_are_in_it = remark(noop("Somebody else had changed this too: both are in it now."))
    return "" if row.text == change["old"] else both_are_in_it


def add_milestone(part: Part, change: dict[str, Any], *, by: Any) -> None:
    """One that is new, with who does it and when."""
    title, outputs = Localized(change["title"]), Localized(change.get("outputs") or {})
    rules.add_milestone(part, title, outputs, by=by, **facts_of(change["facts"]))


def _commitment(draft: Draft, change: dict[str, Any], *, by: Any) -> None:
    texts = {key: Localized(each) for key, each in change["texts"].items()}
    facts = facts_of(change["facts"])
    part = rules.add_commitment(draft, Localized(change["title"]), lead=facts.pop("lead", None), texts=texts, by=by)
    if facts:
        rules.set_facts(part, facts, by=by)
    for each in change["milestones"]:
        add_milestone(part, each, by=by)


def facts_of(stored: dict[str, Any]) -> dict[str, Any]:
    """Values as the rules take them, from those that were kept as JSON."""
    made: dict[str, Any] = {}
    for name, value in stored.items():
        if name in DATES:
            made[name] = PartialDate(value) if value else None
        elif name == "lead":
            made[name] = Organisation.objects.filter(pk=value).first() if value else None
        elif name == "supporters":
            made[name] = list(Organisation.objects.filter(pk__in=value))
        else:
            made[name] = Localized(value)
    return made


def _part(draft: Draft, code: str) -> Part:
    part = Part.objects.select_related("draft__plan").filter(draft=draft, code=code, is_out=False).first()
    if part is None:
        raise Refused([_("This part is not in the draft any more.")])
    return part


def _milestone(draft: Draft, code: str) -> DraftMilestone:
    rows = DraftMilestone.objects.select_related("part__draft__plan")
    found = rows.filter(part__draft=draft, code=code, is_out=False).first()
    if found is None:
        raise Refused([_("This milestone is not in the draft any more.")])
    return found


def _passage(draft: Draft, code: str) -> Passage:
    rows = Passage.objects.select_related("part__draft__plan")
    found = rows.filter(part__draft=draft, code=code, is_out=False).first()
    if found is None:
        raise Refused([_("This passage is not in the draft any more.")])
    return found
