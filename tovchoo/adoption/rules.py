"""Verbs: put a version to the vote, record its approval and its order, so that it is the plan; take back what was
recorded in error; open the plan for a change.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from tovchoo.decisions.models import Motion
from tovchoo.decisions.rules import table
from tovchoo.drafting.models import Draft
from tovchoo.drafting.rules import close, reopen
from tovchoo.files.models import Document
from tovchoo.files.rules import enter_document
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.languages import words
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.ledger.questions import said_with
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, record
from tovchoo.people.models import Instrument
from tovchoo.people.rules import register as register_instrument
from tovchoo.plans.models import Answer, Commitment, Milestone, MilestoneSupport, Plan, Support, Version
from tovchoo.plans.rules import ASIDE, count_commitments
from tovchoo.versions.models import Endorsement

from .enacting import Promise, Step, commitments_of, promises_of
from .policy import APPROVAL, ENDORSEMENT, ORDER, REVIEW, it_is_in_force
from .questions import in_force


@transaction.atomic
def put_to_the_vote(version: Version, title: Localized, text: Localized, *, by: Any) -> Motion:
    """The MSF is asked whether this text is to be the plan; the motion is worded and opened on its own page."""
    ENDORSEMENT.ask("put_to_the_vote", Endorsement(version=version), by=by)
    motion = Motion(
        forum=version.plan.msf, about=version.public_id, title=title, text=text, method=Motion.Method.ROLL_CALL,
        sha256=version.sha256,
    )  # fmt: skip
    return table(motion, by=by)


@transaction.atomic
def record_instrument(instrument: Instrument, title: Localized, file: dict[str, Any] | None, *, by: Any) -> Instrument:
    """The act in law as it was issued, with its signed file where there is one."""
    register_instrument(instrument, by=by)
    if file:
        document = Document(title=title, date=instrument.date, about=instrument.public_id)
        change(instrument, {"document": enter_document(document, file, by=by)}, by=by)
    return instrument


@transaction.atomic
def approve(
    version: Version, instrument: Instrument, *, sha256: str = "", reason: str = "", unrecorded: str = "", by: Any
) -> Endorsement:
    """The MSF has approved it; where that was not voted on here, somebody says how it is known, in public. In public
    too is why the number or the signed file of the instrument is not recorded, where one is missing."""
    hold(version.plan, alone=True)
    act = "approve_otherwise" if reason else "approve"
    entry = Endorsement(version=version, kind=APPROVAL, instrument=instrument, sha256=sha256)
    ENDORSEMENT.ask(act, entry, by=by)
    carried = Motion.objects.filter(about=version.public_id, outcome=Motion.Outcome.CARRIED, sha256=version.sha256)
    entry.motion = next((each.public_id for each in carried.order_by("closed_at")), "")
    _endorse(entry, reason, unrecorded, by=by)
    _name_once(version.plan, "approval", instrument, by=by)
    return entry


@transaction.atomic
def order(
    version: Version, instrument: Instrument, *, sha256: str = "", reason: str = "", unrecorded: str = "", by: Any
) -> Endorsement:
    """From here the version is the plan: its commitments and milestones say what it says, and the draft is closed.
    Where a later one is in force already, only the order is recorded: the plan does not go back to an earlier text."""
    hold(version.plan, alone=True)
    act = "order_otherwise" if reason else "order"
    entry = Endorsement(version=version, kind=ORDER, instrument=instrument, sha256=sha256)
    ENDORSEMENT.ask(act, entry, by=by)
    _endorse(entry, reason, unrecorded, by=by)
    is_the_first = version.plan.order_id is None
    _name_once(version.plan, "order", instrument, by=by)
    if it_is_in_force(entry) is not None:
        return entry
    if is_the_first:
        count_commitments(version.plan, commitments_of(version), by=by)
    _enact(version, by=by)
    draft = Draft.objects.filter(plan=version.plan, stage=Draft.Stage.OPEN).first()
    if draft:
        close(draft, by=by)
    return entry


@transaction.atomic
def review(version: Version, instrument: Instrument, *, sha256: str = "", unrecorded: str = "", by: Any) -> Endorsement:
    """The plan was looked at anew, as halfway through, and nothing was changed."""
    hold(version.plan, alone=True)
    entry = Endorsement(version=version, kind=REVIEW, instrument=instrument, sha256=sha256)
    ENDORSEMENT.ask("review", entry, by=by)
    return _endorse(entry, "", unrecorded, by=by)


@transaction.atomic
def take_back(entry: Endorsement, *, reason: str, by: Any) -> None:
    """The newest step of a version was recorded in error: it is a step no more, and the ledger keeps that it was one,
    and why it is not. Without its order the version is not the plan: the one before is again, or the draft goes on."""
    version = entry.version
    hold(version.plan, alone=True)
    ENDORSEMENT.ask("take_back", entry, by=by)
    was_in_force = entry.kind == ORDER and it_is_in_force(entry) is None
    told = {"step": entry.kind, "instrument": entry.instrument.public_id, "reason": reason}
    record("version.taken_back", version, by=by, **told)
    record("endorsement.taken_back", entry, by=by, reason=reason)
    entry.delete()
    if entry.kind != REVIEW:
        _name_another(version.plan, entry.kind, entry.instrument, by=by)
    if was_in_force:
        _out_of_force(version, by=by)


@transaction.atomic
def open_for_a_change(version: Version, *, reason: str, by: Any) -> Draft:
    """The draft is open again: what is changed in it is a version of its own, with an instrument of its own."""
    ENDORSEMENT.ask("change", Endorsement(version=version), by=by)
    draft = Draft.objects.select_related("plan__working_group").get(plan=version.plan)
    reopen(draft, by=by)
    record("plan.opened", version.plan, by=by, reason=reason, version=version.public_id)
    return draft


# --- how it is done ---------------------------------------------------------------------------------------------------


def _endorse(entry: Endorsement, reason: str, unrecorded: str, *, by: Any) -> Endorsement:
    entry.id = fresh_id(Endorsement, entry.version_id, entry.kind)
    enter(entry, by=by)
    said = {name: text for name, text in (("reason", reason), ("not_recorded", unrecorded)) if text}
    told = {"sha256": entry.version.sha256, "instrument": entry.instrument.public_id}
    record(f"version.{entry.kind}", entry.version, by=by, **told, **said)
    return entry


def _name_once(plan: Plan, name: str, instrument: Instrument, *, by: Any) -> None:
    """The first approval and the first order are the plan's; those of later changes are their versions'."""
    if getattr(plan, f"{name}_id") is None:
        change(plan, {name: instrument}, by=by)


def _name_another(plan: Plan, name: str, gone: Instrument, *, by: Any) -> None:
    """Where the one that was taken back was the plan's: the first of those that are left, if any is."""
    if getattr(plan, f"{name}_id") == gone.pk:
        left = Endorsement.objects.filter(version__plan=plan, kind=name).order_by("version__number")
        first = left.select_related("instrument").first()
        change(plan, {name: first.instrument if first else None}, by=by)


def _out_of_force(version: Version, *, by: Any) -> None:
    """The plan is the version before it again; where there is none, it is drafted as it was."""
    if before := in_force(version.plan):
        _enact(before, by=by)
    else:
        _as_drafted(version, by=by)
    draft = Draft.objects.select_related("plan__working_group").filter(plan=version.plan, stage=Draft.Stage.CLOSED)
    for closed in draft:
        reopen(closed, by=by)


def _as_drafted(version: Version, *, by: Any) -> None:
    """What the order changed in the commitments is changed back, as the ledger tells it; the milestones and answers
    that it entered are public with versions alone again. Of an order that came with a package the ledger tells
    nothing: then commitments are drafted again, and that is all."""
    commitments = {each.public_id: each for each in Commitment.objects.filter(plan=version.plan)}
    ordered = max((each.pk for each in said_with([version.public_id], "version.order")), default=None)
    if ordered is None:
        for each in commitments.values():
            change(each, {"stage": Commitment.Stage.DRAFTED}, by=by)
        return
    told: Any
    for told in reversed(said_with(commitments, "commitment.corrected")):
        if told.pk > ordered:
            changes = told.facts["changes"].items()
            values = {name: _read(name, was["from"]) for name, was in changes if name != "number"}
            change(commitments[told.subject], values, by=by)
    for model in (Milestone, Answer):
        _take_back_each(model, version.plan, ordered, by=by)


def _take_back_each(model: Any, plan: Plan, since: int, *, by: Any) -> None:
    """Those of its commitments that were entered after that act."""
    rows = {each.public_id: each for each in model.objects.filter(commitment__plan=plan)}
    for told in said_with(rows, f"{model._meta.model_name}.recorded"):
        if told.pk > since:
            record(f"{model._meta.model_name}.taken_back", rows[told.subject], by=by)
            rows[told.subject].delete()


def _read(name: str, told: Any) -> Any:
    """A value of a commitment as the ledger keeps it."""
    field: Any = Commitment._meta.get_field(name)
    if field.is_relation:
        return field.related_model.objects.filter(pk=told).first()
    return field.to_python(told)


def _enact(version: Version, *, by: Any) -> None:
    """The entries of the record say what the version says; what it leaves out is not in the plan any more."""
    promises = promises_of(version)
    for promise in promises:
        _take_over(promise, by=by)
    left = Commitment.objects.filter(plan=version.plan).exclude(pk__in=[each.commitment.pk for each in promises])
    for commitment in left.exclude(stage__in=("", Commitment.Stage.DROPPED)).order_by("pk"):
        change(commitment, {"stage": Commitment.Stage.DROPPED}, by=by, version=version.public_id)


def _take_over(promise: Promise, *, by: Any) -> None:
    commitment = promise.commitment
    told = promise.facts | promise.texts | {"stage": Commitment.Stage.APPROVED}
    change(commitment, told, by=by, version=promise.version)
    _support(Support, "commitment", commitment, promise.supporters)
    known = {each.field: each for each in commitment.answers.all()}
    for key, text in promise.others.items():
        if key in known:
            change(known[key], {"text": text}, by=by)
        else:
            answer = Answer(id=fresh_id(Answer, commitment.pk, key), commitment=commitment, field=key, text=text)
            enter(answer, by=by)
    _take_over_steps(commitment, promise.steps, by=by)


def _take_over_steps(commitment: Commitment, steps: list[Step], *, by: Any) -> None:
    """Those that are there say what the version says, new ones come in, those that it leaves out are marked and stand
    behind the others. While they change places no two have one number."""
    known = {each.pk: each for each in commitment.milestones.all()}
    commitment.milestones.update(number=F("number") + ASIDE)
    gone = [known[pk] for pk in known if pk not in {each.code for each in steps}]
    for step in steps:
        told = {"number": step.number, "is_dropped": False, **step.facts}
        if step.code in known:
            change(known[step.code], told, by=by)
            Milestone.objects.filter(pk=step.code).update(number=step.number)
        else:
            enter(Milestone(id=step.code, commitment=commitment, **told), by=by)
        _support(MilestoneSupport, "milestone", Milestone(pk=step.code), step.supporters)
    for number, milestone in enumerate(sorted(gone, key=lambda each: each.number), len(steps) + 1):
        change(milestone, {"number": number, "is_dropped": True}, by=by)
        Milestone.objects.filter(pk=milestone.pk).update(number=number)


def _support(through: Any, name: str, row: Any, organisations: list[str]) -> None:
    through.objects.filter(**{name: row.pk}).exclude(organisation__in=organisations).delete()
    there = set(through.objects.filter(**{name: row.pk}).values_list("organisation_id", flat=True))
    rows = [through(**{f"{name}_id": row.pk}, organisation_id=each) for each in organisations if each not in there]
    through.objects.bulk_create(rows)


def in_each(message: str, **given: Any) -> Localized:
    """A message of the interface in each language of the site."""
    return Localized({code: words(code, message) % given for code, _name in settings.LANGUAGES})
