"""A commitment of the draft that is made of a proposal, and one that is taken up again; by the rules of the draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tovchoo.drafting.models import Draft, Part, Passage
from tovchoo.drafting.questions import paragraphs
from tovchoo.drafting.rules import (
    add_commitment,
    add_milestone,
    add_passage,
    begin,
    keep,
    match,
    put_back,
    set_facts,
    take_out,
)
from tovchoo.kernel.localized import Localized
from tovchoo.ledger.rules import correct as change
from tovchoo.plans.models import Commitment, Plan, Proposal

from .questions import carried_from, texts_of

PROMISED = ("lead", "other_supporters", "start", "end")  # of a proposal, beside its texts


def made_of(entry: Proposal, *, by: Any) -> Part:
    """A new commitment of the draft that says what the proposal says."""
    plan = entry.plan
    draft = Draft.objects.filter(plan=plan).first() or begin(plan, _language_of(plan, entry), by=by)
    carried = True if carried_from(entry) else None
    part = add_commitment(draft, entry.title, lead=entry.lead, texts=texts_of(entry), carried_over=carried, by=by)
    set_facts(part, _promised(entry), by=by)
    _add_milestones(part, entry, by=by)
    return part


def again(part: Part, entry: Proposal, *, reason: str, by: Any) -> None:
    """Into the draft again, where it says what the proposal says now; what it said before stays among what is out."""
    put_back(part, by=by, reason=reason)
    change(commitment_of(part), {"title": entry.title}, by=by, reason=reason)
    set_facts(part, _promised(entry) | ({"lead": entry.lead} if entry.lead else {}), by=by)
    _title_anew(part, entry.title, by=by)
    says, stands = texts_of(entry), _standing(part)
    for name in {**stands, **says}:
        if _words(stands.get(name, [])) != [_plain(each) for each in paragraphs(says.get(name, Localized()))]:
            _text_anew(part, name, stands.get(name, []), says.get(name, Localized()), by=by)
    _milestones_anew(part, entry, by=by)


def _standing(part: Part) -> dict[str, list[Passage]]:
    """The passages of a commitment in their order, by their field; not its title, nor those of its milestones."""
    found: dict[str, list[Passage]] = {}
    rows = part.passages.filter(milestone=None, is_out=False).exclude(field="title").prefetch_related("renderings")
    for each in rows.order_by("place", "pk"):
        found.setdefault(each.field, []).append(each)
    return found


def _words(passages: Iterable[Passage]) -> list[dict[str, str]]:
    """What passages say, language by language; those that say nothing are left out."""
    told = [{each.language: each.text for each in one.renderings.all() if each.text} for one in passages]
    return [each for each in told if each]


def _plain(text: Localized) -> dict[str, str]:
    return {code: str(text[code]) for code in text.languages}


def _title_anew(part: Part, title: Localized, *, by: Any) -> None:
    """The original first: its translations say the same as it does now."""
    first = part.draft.language
    rows = part.passages.get(field="title", milestone=None, is_out=False).renderings.all()
    for each in sorted(rows, key=lambda row: row.language != first):
        if each.text != (wanted := str(title.get(each.language, ""))):
            kept = keep(each, wanted, base=each.head, key=f"again-{part.code}-{each.head}", by=by)
            match(kept.written, by=by)


def _text_anew(part: Part, name: str, stands: list[Passage], text: Localized, *, by: Any) -> None:
    for passage in stands:
        take_out(passage, by=by)
    for paragraph in paragraphs(text) or [Localized()]:
        add_passage(part, name, paragraph, by=by)


def _milestones_anew(part: Part, entry: Proposal, *, by: Any) -> None:
    """Where those of the draft are not those that are proposed."""
    stands = list(part.milestones.filter(is_out=False).order_by("number"))
    says = [(*_words(each.passages.filter(is_out=False).order_by("pk")), each.start, each.due, each.lead_id)
            for each in stands]  # fmt: skip
    wanted = [(*filter(None, (_plain(each.title), _plain(each.outputs))), each.start, each.due, each.lead_id)
              for each in entry.milestones.order_by("number")]  # fmt: skip
    if says == wanted:
        return
    for each in stands:
        take_out(each, by=by)
    _add_milestones(part, entry, by=by)


def _promised(entry: Proposal) -> dict[str, Any]:
    """Who supports it and when, as it is proposed."""
    told = {name: getattr(entry, name) for name in PROMISED if name != "lead"}
    return told | {"supporters": list(entry.supporters.all())}


def _add_milestones(part: Part, entry: Proposal, *, by: Any) -> None:
    for each in entry.milestones.select_related("lead").order_by("number"):
        facts = {name: getattr(each, name) for name in ("start", "due", "lead", "other_supporters")}
        add_milestone(part, each.title, each.outputs, supporters=list(each.supporters.all()), by=by, **facts)


def _language_of(plan: Plan, entry: Proposal) -> str:
    return plan.authoritative_language or next(iter(plan.languages), entry.title.original)


def commitment_of(part: Part) -> Commitment:
    assert part.commitment
    return part.commitment
