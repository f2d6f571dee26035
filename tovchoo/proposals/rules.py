"""Verbs: load a template, propose, carry over, correct; discuss, merge, split, accept, decline, withdraw, take back.

Every step leaves a row of lineage with its day, its meeting and its reason. One that is taken back stays and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tovchoo.drafting.rules import set_facts, take_out
from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, enter_each, record
from tovchoo.people.models import Organisation
from tovchoo.plans.models import (
    Answer,
    Commitment,
    Lineage,
    Milestone,
    MilestoneSupport,
    Plan,
    Proposal,
    ProposalSupport,
    Template,
    TemplateField,
)
from tovchoo.plans.steps import ENDINGS, KIND

from .policy import ALIVE, PROPOSAL, PROPOSING, TABLED, TEMPLATE, WITHDRAWN
from .promising import PROMISED, again, commitment_of, made_of
from .questions import part_made_of, part_once_made_of, pieces_of, standing_steps, texts_of
from .template_file import Described, shipped

COLUMNS = ("title", "outputs", "start", "due", "lead", "other_supporters")  # of a milestone, as far as it is proposed


@dataclass(frozen=True)
class Told:
    """Why a step is taken, and as far as known on which day and at which meeting (its public id)."""

    reason: Localized
    date: PartialDate | None = None
    meeting: str = ""


@dataclass(frozen=True)
class Row:
    """A milestone as it is proposed; `entry` is the one that it changes, `source` the one that it carries on."""

    values: dict[str, Any]
    entry: Milestone | None = None
    source: Milestone | None = None


def as_row(milestone: Milestone, *, source: Milestone | None = None) -> Row:
    """A milestone that is proposed again as it is."""
    values = {name: getattr(milestone, name) for name in COLUMNS}
    return Row(values | {"supporters": list(milestone.supporters.all())}, source=source)


@dataclass(frozen=True)
class Said:
    """What a proposal says: its answers by the keys of the template, its milestones in their order, who supports it."""

    answers: dict[str, Localized] = field(default_factory=dict)
    milestones: list[Row] = field(default_factory=list)
    supporters: list[Organisation] | None = None  # none: of that nothing is said


# --- templates --------------------------------------------------------------------------------------------------------


@transaction.atomic
def load_template(described: Described, *, by: Any) -> Template:
    """Enter a template that was read from a file and found whole."""
    TEMPLATE.ask("load", Template(), by=by)
    return _enter_template(described, by=by)


@transaction.atomic
def choose_template(plan: Plan, wanted: Template, *, by: Any) -> None:
    """By which template the commitments of a plan are described: settled once something answers it."""
    TEMPLATE.perform("choose", plan, by=by)
    change(plan, {"template": wanted}, by=by)


def _template_for(plan: Plan, *, by: Any) -> None:
    """The first proposal of a plan settles by which template it is described: by the one of the house, if none was
    chosen."""
    hold(plan, alone=True)
    if plan.template_id is None:
        told = shipped()
        known = Template.objects.filter(edition=told.edition, title=told.title).order_by("pk").first()
        change(plan, {"template": known or _enter_template(told, by=by)}, by=by)


def _enter_template(told: Described, *, by: Any) -> Template:
    key = fresh_id(Template, told.title.for_an_id, told.edition)
    made = enter(Template(id=key, title=told.title, edition=told.edition, note=told.note), by=by)
    fields = [
        TemplateField(id=f"{key}-{each.key}", template=made, number=number, key=each.key, block=each.block,
                      title=each.title, help=each.help, is_asked=each.is_asked, note=each.note)
        for number, each in enumerate(told.fields, 1)
    ]  # fmt: skip
    enter_each(fields, by=by)
    return made


# --- proposing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(entry: Proposal, said: Said, *, by: Any) -> Proposal:
    """Table a proposal: public at once, numbered next in its plan, of today unless another day is given."""
    PROPOSING.ask("propose", entry, by=by)
    _template_for(entry.plan, by=by)
    entry.stage, entry.count = TABLED, 1
    entry.date = entry.date or PartialDate(clock.today().isoformat())
    return _enter(entry, said, by=by)


@transaction.atomic
def carry_over(entry: Proposal, said: Said, source: Commitment, told: Told, *, by: Any) -> Proposal:
    """Propose again what an earlier plan promised, with those of its milestones that are named as unfinished."""
    if source.plan_id == entry.plan_id:
        raise Refused([_("A commitment is carried over from another plan.")])
    if any(row.source and row.source.commitment_id != source.pk for row in said.milestones):
        raise Refused([_("A milestone is carried over with its own commitment.")])
    propose(entry, said, by=by)
    _lineage(f"{entry.pk}-carried-over", source.public_id, entry.public_id, KIND.CARRIED_OVER, told, by=by)
    for made, row in zip(entry.milestones.order_by("number"), said.milestones, strict=True):
        if row.source:
            name = f"{made.pk}-carried-over"
            _lineage(name, row.source.public_id, made.public_id, KIND.CARRIED_OVER, told, by=by)
    return entry


@transaction.atomic
def correct(entry: Proposal, values: dict[str, Any], said: Said, *, reason: str, by: Any) -> bool:
    """Change what a proposal says; what it said before stays in its history. A milestone that is not named again is
    taken out, and its history keeps it."""
    PROPOSAL.perform("correct", entry, by=by)
    if (named := values.get("organisation")) != entry.organisation and "organisation" in values:
        PROPOSING.ask("propose", Proposal(plan=entry.plan, organisation=named), by=by)
    changed = [change(entry, values, by=by, reason=reason)]
    for key, text in said.answers.items():
        changed.append(_answer(entry, key, text, by=by, reason=reason))
    changed += _milestones(entry, said.milestones, by=by, reason=reason)
    changed.append(_supported_by(entry, said.supporters, by=by, reason=reason))
    return any(changed)


@transaction.atomic
def tell_apart(several: Proposal, entry: Proposal, *, reason: str, by: Any) -> Proposal:
    """One of several is known: it becomes an entry of its own, and they are one fewer. The sum stays."""
    hold(several, alone=True)
    PROPOSAL.perform("tell_apart", several, by=by)
    if several.count is not None and several.count < 2:
        raise Refused([_("None is left to be told apart.")])
    if several.count is not None:
        change(several, {"count": several.count - 1}, by=by, reason=reason)
    entry.plan, entry.count, entry.stage = several.plan, 1, several.stage
    made = _enter(entry, Said(), by=by)
    record("proposal.told_apart", several, by=by, made=made.public_id, reason=reason)
    return made


# --- what becomes of it -----------------------------------------------------------------------------------------------


@transaction.atomic
def discuss(entry: Proposal, told: Told, *, by: Any) -> None:
    """A meeting has begun to speak of it."""
    PROPOSAL.perform("discuss", entry, by=by)
    _step(entry, KIND.DISCUSSED, "", told, by=by)


@transaction.atomic
def decline(entry: Proposal, told: Told, *, by: Any) -> None:
    """It does not become a commitment, and everybody can read why."""
    PROPOSAL.perform("decline", entry, by=by)
    _step(entry, KIND.NOT_ACCEPTED, "", told, by=by)


@transaction.atomic
def withdraw(entry: Proposal, told: Told, *, by: Any) -> None:
    """Whoever tabled it does not want it any more."""
    PROPOSAL.perform("withdraw", entry, by=by)
    _step(entry, KIND.WITHDRAWN, "", told, by=by)


@transaction.atomic
def merge(entry: Proposal, into: Proposal | Commitment, told: Told, *, by: Any) -> None:
    """It goes on in another proposal, or in a commitment that there is already."""
    PROPOSAL.perform("merge", entry, by=by)
    _may_take_in(entry, into)
    _step(entry, KIND.MERGED, into.public_id, told, by=by)


@transaction.atomic
def split(entry: Proposal, titles: list[Localized], told: Told, *, by: Any) -> list[Proposal]:
    """It goes on as several, each of which begins with all that it said."""
    stage = entry.stage
    PROPOSAL.perform("split", entry, by=by)
    if len(titles) < 2:
        raise Refused([_("Into two at least: give each a title.")])
    rows = [as_row(each) for each in entry.milestones.order_by("number")]
    said, pieces = Said(texts_of(entry), rows, list(entry.supporters.all())), []
    for title in titles:
        same = {name: getattr(entry, name) for name in ("plan", "organisation", "person", *PROMISED)}
        piece = Proposal(title=title, date=told.date, meeting=told.meeting, stage=stage, **same)
        pieces.append(_enter(piece, said, by=by))
        _step(entry, KIND.SPLIT, piece.public_id, told, by=by)
    return pieces


@transaction.atomic
def accept(entry: Proposal, told: Told, *, by: Any, lead: Organisation | None = None) -> Commitment:
    """It becomes a commitment of the draft, with its texts and milestones; the draft is begun where there is none. One
    that was made of it before is taken up again, so that a proposal never has two."""
    PROPOSAL.perform("accept", entry, by=by)
    hold(entry.plan, alone=True)
    part = part_once_made_of(entry)
    if part is None:
        part = made_of(entry, by=by)
    elif part.is_out:
        again(part, entry, reason=str(told.reason), by=by)
    if lead and lead.pk != part.lead_id:
        set_facts(part, {"lead": lead}, by=by)
    _step(entry, KIND.ACCEPTED, commitment_of(part).public_id, told, by=by)
    return commitment_of(part)


@transaction.atomic
def take_back(entry: Proposal, told: Told, *, by: Any) -> None:
    """It is in discussion again. The step that is taken back stays in its history, marked; a commitment that was made
    of it goes out of the draft, and what it was split into is withdrawn."""
    part, pieces = part_made_of(entry), pieces_of(entry)
    PROPOSAL.perform("take_back", entry, by=by)
    if part is not None and not part.is_out:
        take_out(part, by=by, reason=str(told.reason))
    for piece in pieces:
        change(piece, {"stage": WITHDRAWN}, by=by)
        _step(piece, KIND.WITHDRAWN, "", told, by=by)
    for each in standing_steps(entry, *ENDINGS):
        change(each, {"is_undone": True}, by=by, reason=dict(told.reason))
    _step(entry, KIND.DISCUSSED, "", told, by=by)


@transaction.atomic
def settle(entry: Proposal, kind: str, to: Proposal | Commitment | None, told: Told, *, by: Any) -> None:
    """Of a plan that was made before: say where a proposal ended, as far as it is known now."""
    hold(entry, alone=True)
    PROPOSAL.perform("settle", entry, by=by)
    if (to is not None) != (kind in (KIND.ACCEPTED, KIND.MERGED)) or kind not in ENDINGS or kind == KIND.SPLIT:
        raise Refused([_("Say what it became; for what ended otherwise there is nothing to name.")])
    if to is not None:
        _may_take_in(entry, to)
    change(entry, {"stage": kind}, by=by)
    _step(entry, kind, to.public_id if to else "", told, by=by)


# --- how it is done ---------------------------------------------------------------------------------------------------


def _may_take_in(entry: Proposal, into: Proposal | Commitment) -> None:
    """Not itself, nor of another plan, nor what is no more: what goes on must have somewhere to go on."""
    if into.public_id == entry.public_id or into.plan_id != entry.plan_id:
        raise Refused([_("It goes on in another one of the same plan.")])
    if isinstance(into, Commitment):
        if into.stage == Commitment.Stage.DROPPED:
            raise Refused([_("That commitment is not in the plan any more.")])
        return
    hold(into, alone=False)
    if into.stage and into.stage not in ALIVE:
        raise Refused([_("Something has become of that proposal already.")])


def _enter(entry: Proposal, said: Said, *, by: Any) -> Proposal:
    """With the next number of its plan, which nobody else can take meanwhile."""
    hold(entry.plan, alone=True)
    last = Proposal.objects.filter(plan=entry.plan).aggregate(last=Max("number"))["last"] or 0
    entry.number = last + 1
    entry.id = fresh_id(Proposal, f"{entry.plan_id}-{entry.number}")
    enter(entry, by=by)
    answers = {key: text for key, text in said.answers.items() if text}
    enter_each([_new_answer(entry, key, text) for key, text in answers.items()], by=by)
    rows = [_new_milestone(entry, number, row.values) for number, row in enumerate(said.milestones, 1)]
    enter_each(rows, by=by)
    _support(entry, said.supporters or [])
    for made, row in zip(rows, said.milestones, strict=True):
        _support(made, row.values.get("supporters", []))
    return entry


def _new_answer(entry: Proposal, key: str, text: Localized) -> Answer:
    return Answer(id=f"{entry.pk}-{key}", proposal=entry, field=key, text=text)


def _new_milestone(entry: Proposal, number: int, values: dict[str, Any], key: str = "") -> Milestone:
    return Milestone(id=key or f"{entry.pk}-m{number}", proposal=entry, number=number, **_columns(values))


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "supporters"}


def _supported_by(row: Proposal | Milestone, organisations: list[Organisation] | None, *, by: Any, reason: str) -> bool:
    """Name others as its supporters; whether they are others. Whom it named before stays in its history."""
    if organisations is None:
        return False
    before = sorted(row.supporters.values_list("pk", flat=True))
    now = sorted(each.pk for each in organisations)
    if before == now:
        return False
    _support(row, organisations)
    changes = {"supporters": {"from": before, "to": now}}
    record(f"{row._meta.model_name}.corrected", row, by=by, changes=changes, reason=reason)
    return True


def _support(row: Proposal | Milestone, organisations: Iterable[Organisation]) -> None:
    through: Any = ProposalSupport if isinstance(row, Proposal) else MilestoneSupport
    name = "proposal" if isinstance(row, Proposal) else "milestone"
    through.objects.filter(**{name: row}).delete()
    through.objects.bulk_create([through(**{name: row}, organisation=each) for each in organisations])


def _answer(entry: Proposal, key: str, text: Localized, *, by: Any, reason: str) -> bool:
    known = entry.answers.filter(field=key).first()
    if known is not None:
        return change(known, {"text": text}, by=by, reason=reason)
    if text:
        enter(_new_answer(entry, key, text), by=by)
    return bool(text)


def _milestones(entry: Proposal, rows: Iterable[Row], *, by: Any, reason: str) -> list[bool]:
    """Those that are named again are changed, new ones entered, the others taken out."""
    rows, changed = list(rows), []
    named = {row.entry.pk for row in rows if row.entry}
    for gone in entry.milestones.exclude(pk__in=named).order_by("number"):
        record("milestone.taken_out", gone, by=by, title=dict(gone.title), reason=reason)
        Lineage.objects.filter(to_entry=gone.public_id).delete()
        gone.delete()
        changed.append(True)
    last = entry.milestones.aggregate(last=Max("number"))["last"] or 0
    for row in rows:
        supporters = row.values.get("supporters")
        if row.entry:
            changed.append(change(row.entry, _columns(row.values), by=by, reason=reason))
            changed.append(_supported_by(row.entry, supporters, by=by, reason=reason))
            continue
        last += 1
        made = _new_milestone(entry, last, row.values, fresh_id(Milestone, f"{entry.pk}-m{last}"))
        _support(enter(made, by=by), supporters or [])
        changed.append(True)
    return changed


def _step(entry: Proposal, kind: str, to: str, told: Told, *, by: Any) -> Lineage:
    """One more step of a proposal, in the ledger under the proposal too."""
    stem = f"{entry.pk}-step-"
    taken = Lineage.objects.filter(pk__startswith=stem).count()
    made = _lineage(f"{stem}{taken + 1}", entry.public_id, to, kind, told, by=by)
    record(
        f"proposal.{kind}", entry, by=by, step=made.public_id, reason=dict(told.reason), **({"to": to} if to else {})
    )
    return made


def _lineage(key: str, start: str, to: str, kind: str, told: Told, *, by: Any) -> Lineage:
    row = Lineage(
        id=key, from_entry=start, to_entry=to, kind=kind, reason=told.reason, date=told.date, meeting=told.meeting
    )
    return enter(row, by=by)
