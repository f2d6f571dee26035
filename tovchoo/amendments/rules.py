"""Verbs: propose an amendment, support it, recommend, decide; what is accepted goes into the draft by itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovchoo.drafting.rules import add_passage, explain, take_out
from tovchoo.drafting.rules import keep as keep_in_the_draft
from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.languages import words
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.locks import hold
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import enter, plain, record
from tovchoo.plans.models import Plan

from .landing import ADD, LEAVE_OUT, WORD, Landing, landing_of
from .models import Amendment, Backing
from .policy import AMENDMENT, PROPOSED
from .questions import speaks_for, speaks_for_all, the_same

NUMBERED = gettext_noop("Amendment %(number)s")


@transaction.atomic
def propose(entry: Amendment, *, by: Any) -> Amendment:
    """Somebody would have a passage otherwise: `entry` says plan, version, passage, kind, language, after, reason and
    for which organisation; the rest follows."""
    entry.stage = PROPOSED
    AMENDMENT.ask("propose", entry, by=by)
    if entry.organisation and not speaks_for_all(by) and entry.organisation not in speaks_for(by, entry.plan):
        raise Refused([_("You do not speak for this organisation.")])
    entry.before = str(entry.place.text.get(entry.language, "")) if entry.place else ""
    if told := told_of(entry):
        raise Refused([told])
    Plan.objects.select_for_update(no_key=True).get(pk=entry.plan_id)  # numbers follow one another
    entry.number = (Amendment.objects.filter(plan=entry.plan_id).aggregate(last=Max("number"))["last"] or 0) + 1
    entry.id = fresh_id(Amendment, entry.plan_id, str(entry.number))
    entry.date, entry.person = _today(), by.person
    return enter(entry, by=by)


def told_of(entry: Amendment) -> str:
    """The sentence for what would change nothing, or was proposed already; empty where all is well."""
    entry.after = "" if entry.kind == LEAVE_OUT else entry.after.strip()
    if not entry.before.strip():
        return _("The passage has no text in this language.")
    if entry.kind == WORD and entry.after.split() == entry.before.split():
        return _("Nothing is changed yet: write how it should read.")
    if entry.kind != LEAVE_OUT and not entry.after:
        return _("Write the words; to have the passage left out, choose that.")
    if same := the_same(entry):
        return _("Amendment %(number)s asks for the same: support that one.") % {"number": same.number}
    return ""


@transaction.atomic
def back(amendment: Amendment, *, by: Any) -> Backing:
    """The organisation for which somebody sits supports it; a member without one in person. Twice is once."""
    hold(amendment, alone=True)
    AMENDMENT.perform("back", amendment, by=by)
    backing = _support(amendment, by)
    if backing.organisation_id and backing.organisation_id == amendment.organisation_id:
        raise Refused([_("Your organisation proposes it.")])
    if backing.pk:
        return backing
    backing.id = fresh_id(Backing, amendment.pk, str(backing.organisation_id or backing.person_id))
    return enter(backing, by=by)


@transaction.atomic
def unback(amendment: Amendment, *, by: Any) -> None:
    """Supported no longer; that it once was, the ledger keeps."""
    hold(amendment, alone=True)
    AMENDMENT.perform("unback", amendment, by=by)
    backing = _support(amendment, by)
    if backing.pk:
        record("backing.taken_back", backing, by=by, amendment=amendment.pk)
        backing.delete()


@transaction.atomic
def recommend(amendment: Amendment, advice: str, *, reason: Localized | None = None, by: Any) -> None:
    """What the working group recommends to whoever decides; where it is not to be accepted as it is, with a reason."""
    AMENDMENT.perform("recommend", amendment, by=by)
    if advice != Amendment.Advice.ACCEPT and not reason:
        raise Refused([_("Say why it is not to be accepted as it is.")])
    said = {"advice": advice, "advice_by": amendment.plan.working_group, "advice_reason": reason or Localized()}
    _say("amendment.recommended", amendment, said, by=by)


@transaction.atomic
def accept(amendment: Amendment, *, reason: Localized | None = None, meeting_id: str = "", by: Any) -> None:
    """As it was proposed; from here it is in the draft, beside what others changed meanwhile."""
    AMENDMENT.perform("accept", amendment, by=by)
    _say("amendment.accepted", amendment, _decision(reason, meeting_id, final=amendment.after), by=by)
    _into_the_draft(amendment, landing_of(amendment), by=by)


@transaction.atomic
def edit(
    amendment: Amendment, final: str, *, in_draft: str = "", base: int = 0, reason: Localized | None = None,
    meeting_id: str = "", by: Any,
) -> None:  # fmt: skip
    """In other words, which everybody reads. Where others changed the same words meanwhile, `in_draft` says how the
    passage is to read there, written on its revision `base`; nobody but who writes reads that before a version."""
    AMENDMENT.perform("edit", amendment, by=by)
    final = final.strip()
    if not final or amendment.kind == LEAVE_OUT:
        raise Refused([_("Write the words in which it is accepted.")])
    landing = landing_of(amendment, final)
    if landing.met and not in_draft.strip():
        raise Refused([_("Somebody changed the same words in the draft meanwhile: say how the passage reads now.")])
    _say("amendment.edited", amendment, _decision(reason, meeting_id, final=final), by=by)
    if landing.met:
        landing.base, final = base, in_draft.strip()
    _into_the_draft(amendment, landing, final, by=by)


@transaction.atomic
def decline(amendment: Amendment, *, reason: Localized, meeting_id: str = "", by: Any) -> None:
    """Not accepted, and why."""
    AMENDMENT.perform("decline", amendment, by=by)
    if not reason:
        raise Refused([_("An amendment is declined with a reason.")])
    _say("amendment.declined", amendment, _decision(reason, meeting_id), by=by)


@transaction.atomic
def overtake(
    amendment: Amendment, other: Amendment | None = None, *, reason: Localized | None = None, meeting_id: str = "",
    by: Any,
) -> None:  # fmt: skip
    """Nothing is left to decide: another was accepted, or the passage is not what it was."""
    AMENDMENT.perform("overtake", amendment, by=by)
    if not other and not reason:
        raise Refused([_("Say what overtook it: another amendment, or a reason.")])
    if other and (other.pk == amendment.pk or (other.plan_id, other.passage) != (amendment.plan_id, amendment.passage)):
        raise Refused([_("The other amendment is not about this passage.")])
    _say("amendment.overtaken", amendment, _decision(reason, meeting_id) | {"overtaken_by": other}, by=by)


@transaction.atomic
def withdraw(amendment: Amendment, *, reason: str, by: Any) -> None:
    """Whoever proposed it does not any more."""
    AMENDMENT.perform("withdraw", amendment, by=by)
    record("amendment.withdrawn", amendment, by=by, reason=reason)


@transaction.atomic
def take_up(amendment: Amendment, *, reason: str, by: Any) -> None:
    """It is open again; what was decided before stays in the ledger."""
    AMENDMENT.perform("take_up", amendment, by=by)
    none = {"decided_on": None, "meeting": "", "final": "", "decision_reason": Localized(), "overtaken_by": None}
    _say("amendment.taken_up", amendment, none, by=by, reason=reason)


# --- how it is done ---------------------------------------------------------------------------------------------------


def _say(verb: str, amendment: Amendment, values: dict[str, Any], *, by: Any, **facts: Any) -> None:
    """Write what an act says, and tell it."""
    for name, value in values.items():
        setattr(amendment, name, value)
    amendment.save(update_fields=list(values))
    record(verb, amendment, by=by, **{name: plain(value) for name, value in values.items() if value}, **facts)


def _decision(reason: Localized | None, meeting_id: str, *, final: str = "") -> dict[str, Any]:
    return {"decided_on": _today(), "meeting": meeting_id, "decision_reason": reason or Localized(), "final": final}


def _into_the_draft(amendment: Amendment, landing: Landing, final: str | None = None, *, by: Any) -> None:
    """Its words into the passage, behind it, or the passage out; and why, for the next version to tell."""
    passage, text = landing.passage, amendment.after if final is None else final
    assert passage is not None and landing.rendering is not None  # the policy has looked
    if amendment.kind == LEAVE_OUT:
        take_out(passage, by=by)
    elif amendment.kind == ADD:
        passage = add_passage(passage.part, passage.field, Localized({amendment.language: text}), by=by, after=passage)
    elif landing.base is None:
        keep_in_the_draft(landing.rendering, landing.text, base=landing.rendering.head, key=_key(amendment), by=by)
    else:
        keep_in_the_draft(landing.rendering, text, base=landing.base, key=_key(amendment), by=by)
    explain(passage.part, _why(amendment), passage=passage, source=amendment.source, by=by)


def _key(amendment: Amendment) -> str:
    """By which the draft knows its sending: it is accepted once."""
    return f"amendment-{amendment.number}"


def _why(amendment: Amendment) -> Localized:
    """What is told of the change: why it was accepted, else why it was proposed, else that it was."""
    told = amendment.decision_reason or amendment.reason
    return told or Localized({code: words(code, NUMBERED) % {"number": amendment.number} for code in ("mn", "en")})


def _support(amendment: Amendment, by: Any) -> Backing:
    """That of whoever somebody speaks for, if it is there; else one to be entered."""
    organisation = next(iter(speaks_for(by, amendment.plan)), None)
    who = {"organisation": organisation, "person": None if organisation else by.person}
    found = Backing.objects.filter(amendment=amendment, **who).first()
    return found or Backing(amendment=amendment, date=_today(), **who)


def _today() -> PartialDate:
    return PartialDate(clock.today().isoformat())
