"""Verbs: begin the draft of a plan, give it parts, keep what is typed, translate, arrange, say why.

Nothing of a draft is in the public ledger but that it was begun and what it promises: its text is public as a version.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, record
from tovchoo.people.models import Organisation, Person
from tovchoo.plans.models import Charge, Commitment, Plan
from tovchoo.writing.rules import Kept
from tovchoo.writing.rules import keep as take_in

from .differing import differing
from .models import (
    Because,
    Draft,
    DraftMilestone,
    DraftMilestoneSupport,
    Part,
    PartSupport,
    Passage,
    Presence,
    Rendering,
    Revision,
    Term,
)  # fmt: skip
from .policy import CHARGE, DRAFT, PART, TERM
from .questions import fields_of, languages_of, paragraphs, parted, translations

P = TypeVar("P", Part, DraftMilestone)
GAP = 1000  # between the places of passages that follow one another


@transaction.atomic
def begin(plan: Plan, language: str, *, by: Any) -> Draft:
    """Open the working draft of a plan, empty, in the language in which it is written."""
    draft = Draft(plan=plan, language=language, begun_at=clock.now())
    DRAFT.ask("begin", draft, by=by)
    draft, is_new = Draft.objects.get_or_create(plan=plan, defaults={"language": language, "begun_at": draft.begun_at})
    if is_new:
        record("draft.begun", plan, by=by, language=language)
    return draft


@transaction.atomic
def add_section(draft: Draft, title: Localized, *, by: Any, texts: Iterable[Localized] = ()) -> Part:
    """One more section, with its paragraphs as far as there are any."""
    DRAFT.perform("arrange", draft, by=by)
    part = _new_part(draft, Part.Kind.SECTION, _code(draft, "s"))
    _new_passage(part, "title", title, by=by)
    for text in texts:
        _new_passage(part, "text", text, by=by)
    return part


@transaction.atomic
def add_commitment(
    draft: Draft, title: Localized, *, by: Any, lead: Organisation | None = None,
    texts: dict[str, Localized] | None = None, carried_over: bool | None = None,
) -> Part:  # fmt: skip
    """A commitment of the plan, with what is said of it so far, by the keys of the template. From here it is public
    that there is one, by its title; its text is when a version is frozen."""
    DRAFT.perform("add_commitment", draft, by=by)
    last = Commitment.objects.filter(plan=draft.plan).aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment(
        id=fresh_id(Commitment, f"{draft.plan_id}-{last + 1}"), plan=draft.plan, number=last + 1, title=title,
        lead=lead, stage=Commitment.Stage.DRAFTED, carried_over=carried_over,
    )  # fmt: skip
    enter(commitment, by=by)
    part = _new_part(draft, Part.Kind.COMMITMENT, commitment.pk, commitment=commitment, lead=lead)
    _new_passage(part, "title", title, by=by)
    said = dict.fromkeys(fields_of(draft.plan), Localized()) | (texts or {})
    for field, text in said.items():
        for paragraph in paragraphs(text) or [Localized()]:
            _new_passage(part, field, paragraph, by=by)
    return part


@transaction.atomic
def add_milestone(
    part: Part, title: Localized, outputs: Localized | None = None, *, by: Any, **facts: Any
) -> DraftMilestone:
    """A dated step of a commitment; `facts`: start, due, lead, other_supporters, supporters (organisations)."""
    PART.perform("plan", part, by=by)
    supporters = facts.pop("supporters", ())
    last = part.milestones.aggregate(last=Max("number"))["last"] or 0
    code = _code(part.draft, "m")
    milestone = DraftMilestone.objects.create(part=part, code=code, number=last + 1, **facts)
    _support(milestone, supporters)
    _new_passage(part, "title", title, milestone=milestone, by=by)
    _new_passage(part, "outputs", outputs or Localized(), milestone=milestone, by=by)
    return milestone


@transaction.atomic
def add_passage(part: Part, field: str, text: Localized, *, by: Any, after: Passage | None = None) -> Passage:
    """One more paragraph: after another, or at the end of its field."""
    PART.perform("write", part, by=by)
    _is_one_of_many(after or Passage(part=part, field=field))
    return _new_passage(part, field, text, after=after, by=by)


@transaction.atomic
def keep(
    rendering: Rendering, text: str, *, base: int, key: str, by: Any, reason: str = "", of: int | None = None
) -> Kept:
    """Take in what somebody typed in a passage, written on revision `base`. A translation that was missing is from now
    on one of revision `of` of the original, which its writer saw; else of the original as it stands. What the office
    gave is a working translation again once somebody writes in it."""
    PART.perform("write", rendering.passage.part, by=by)
    was_empty, before = not rendering.text.strip(), rendering.head
    kept = take_in(rendering, text, base=base, key=key, by=by, reason=reason)
    if was_empty and text.strip():
        _is_of_today(kept.written, of)
    if kept.written.is_official and kept.written.head != before:
        kept.written.is_official = False
        kept.written.save(update_fields=["is_official"])
    if kept.written.head != before:
        _count_what_differs(rendering.passage)
    return kept


@transaction.atomic
def restore(rendering: Rendering, number: int, *, by: Any, reason: str) -> Kept:
    """What a passage said in an earlier revision is what it says again, in a new one."""
    PART.perform("write", rendering.passage.part, by=by)
    earlier = rendering.revisions.filter(number=number).first()
    if earlier is None:
        raise Refused([_("There is no such text: open the page anew.")])
    key = f"restored-{number}-{rendering.head}"
    return keep(rendering, earlier.text, base=rendering.head, key=key, by=by, reason=reason)


@transaction.atomic
def say_why(passage: Passage, reason: str, *, by: Any) -> Revision | None:
    """Why somebody wrote what they last wrote in a passage: it stands with that text, for those who write. Who wrote
    nothing there has nothing to explain."""
    PART.perform("write", passage.part, by=by)
    own = Revision.objects.filter(rendering__passage=passage, account=by, other=None)
    last = own.order_by("-at", "-pk").first()
    if last:
        last.reason = reason
        last.save(update_fields=["reason"])
    return last


@transaction.atomic
def match(rendering: Rendering, *, by: Any, of: int | None = None) -> None:
    """Say that a translation says the same as the original did in revision `of`, which was looked at; else as it does
    now."""
    PART.perform("write", rendering.passage.part, by=by)
    _is_of_today(rendering, of)


@transaction.atomic
def declare(draft: Draft, language: str, is_official: bool, *, by: Any, part: Part | None = None) -> int:
    """The translations into a language are what the office gave, or working ones again: of a part, or of the whole
    draft. What is missing or behind is not declared official. How many it was said of."""
    DRAFT.perform("declare", draft, by=by)
    rows = translations(draft.plan_id, language).exclude(text="").filter(is_official=not is_official)
    if part:
        rows = rows.filter(passage__part=part)
    if is_official:
        rows = rows.filter(made_from__gte=F("now"))
    return Rendering.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(is_official=is_official)


@transaction.atomic
def set_facts(row: P, values: dict[str, Any], *, by: Any) -> P:
    """Who leads and supports a commitment or a milestone of the draft, and when: the columns by name."""
    part = row if isinstance(row, Part) else row.part
    PART.perform("plan", part, by=by)
    given = dict(values)
    if (supporters := given.pop("supporters", None)) is not None:
        _support(row, supporters)
    for name, value in given.items():
        setattr(row, name, value)
    if given:
        row.save(update_fields=list(given))
    return row


@transaction.atomic
def move(passage: Passage, after: Passage | None, *, by: Any) -> None:
    """Put a paragraph behind another of its field, or first."""
    PART.perform("write", passage.part, by=by)
    _is_one_of_many(passage)
    others = list(_beside(passage.part, passage.field).exclude(pk=passage.pk))
    place = [each.pk for each in others].index(after.pk) + 1 if after else 0
    others.insert(place, passage)
    for number, each in enumerate(others, 1):
        each.place = number * GAP
    Passage.objects.bulk_update(others, ["place"])


@transaction.atomic
def split(passage: Passage, *, by: Any) -> list[Passage]:
    """Of a passage with empty lines in it, make as many as there are paragraphs; the first keeps its code. Where all
    languages have as many, each goes with its own; else the translations stay with the first."""
    PART.perform("write", passage.part, by=by)
    _is_one_of_many(passage)
    texts = {each.language: parted(each.text) for each in passage.renderings.all()}
    original = passage.part.draft.language
    pieces = texts.get(original, [])
    if len(pieces) < 2:
        return [passage]
    head = passage.renderings.get(language=original).head
    outdated = [each.language for each in passage.renderings.exclude(language=original) if each.made_from != head]
    made, last = [passage], passage
    together = [code for code, found in texts.items() if len(found) == len(pieces)]
    for number in range(1, len(pieces)):
        text = Localized({code: texts[code][number] for code in together})
        last = _new_passage(passage.part, passage.field, text, after=last, by=by)
        last.renderings.filter(language__in=outdated).update(made_from=0)
        made.append(last)
    for each in passage.renderings.filter(language__in=together):
        key = f"split-{passage.pk}-{each.head}"
        take_in(each, texts[each.language][0], base=each.head, key=key, by=by)
    for each in passage.renderings.filter(language__in=together).exclude(language__in=outdated):
        _is_of_today(each)
    _count_what_differs(passage)
    return made


@transaction.atomic
def take_out(row: Passage | Part | DraftMilestone, *, by: Any, reason: str = "") -> None:
    """Out of the draft; it stays here, and can be put back."""
    part = row if isinstance(row, Part) else row.part
    PART.perform("take_out" if isinstance(row, Part) else "write", part, by=by)
    _set_out(row, True)
    if isinstance(row, Part) and row.commitment:
        change(row.commitment, {"stage": Commitment.Stage.DROPPED}, by=by, reason=reason)


@transaction.atomic
def put_back(row: Passage | Part | DraftMilestone, *, by: Any, reason: str = "") -> None:
    """Into the draft again, where it was."""
    part = row if isinstance(row, Part) else row.part
    PART.perform("put_back" if isinstance(row, Part) else "write", part, by=by)
    _set_out(row, False)
    if isinstance(row, Part) and row.commitment:
        change(row.commitment, {"stage": Commitment.Stage.DRAFTED}, by=by, reason=reason)


@transaction.atomic
def explain(part: Part, reason: Localized, *, by: Any, passage: Passage | None = None, source: str = "") -> Because:
    """Why something was changed, and the entry that led to it: public with the next version."""
    PART.perform("write", part, by=by)
    given = {"part": part, "passage": passage, "reason": reason, "source": source, "account": by, "at": clock.now()}
    return Because.objects.create(**given)


@transaction.atomic
def order_parts(draft: Draft, parts: list[Part], *, by: Any) -> None:
    """The parts in this order."""
    DRAFT.perform("arrange", draft, by=by)
    for number, part in enumerate(parts, 1):
        part.number = number
    Part.objects.bulk_update(parts, ["number"])


@transaction.atomic
def be_present(part: Part, rendering: Rendering | None, *, by: Any) -> None:
    """Somebody has a part of the draft open; others are told."""
    PART.ask("write", part, by=by)
    seen = Presence(part=part, account=by, rendering=rendering, seen_at=clock.now())
    Presence.objects.bulk_create(
        [seen], update_conflicts=True, unique_fields=["part", "account"], update_fields=["rendering", "seen_at"]
    )


@transaction.atomic
def name_in_charge(
    commitment: Commitment, person: Person, kind: str, *, by: Any, since: date, organisation: Organisation | None = None
) -> Charge:
    """Somebody answers for a commitment from now on, and may write its part of the draft."""
    charge = Charge(commitment=commitment, person=person, kind=kind, since=since, organisation=organisation)
    CHARGE.ask("name", charge, by=by)
    charge.save(force_insert=True)
    return charge


@transaction.atomic
def end_charge(charge: Charge, until: date, *, by: Any) -> None:
    """Up to this day."""
    CHARGE.perform("end", charge, by=by)
    charge.until = until
    charge.save(update_fields=["until"])


@transaction.atomic
def close(draft: Draft, *, by: Any) -> None:
    """Nobody writes any more: the plan is in force."""
    DRAFT.perform("close", draft, by=by)
    record("draft.closed", draft.plan, by=by)


@transaction.atomic
def reopen(draft: Draft, *, by: Any) -> None:
    """The plan in force is to be changed."""
    DRAFT.perform("reopen", draft, by=by)
    record("draft.reopened", draft.plan, by=by)


@transaction.atomic
def register(entry: Term, *, by: Any) -> Term:
    """Enter a term of the glossary."""
    TERM.ask("register", entry, by=by)
    entry.id = fresh_id(Term, entry.plan_id, entry.title.for_an_id)
    return enter(entry, by=by)


@transaction.atomic
def correct(entry: Term, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Change a term; what it said before stays in its history."""
    TERM.perform("correct", entry, by=by)
    return change(entry, values, by=by, reason=reason)


# --- how it is done ---------------------------------------------------------------------------------------------------


def _code(draft: Draft, letter: str) -> str:
    """A code that nothing in this plan was ever given: nap6-p412."""
    Draft.objects.filter(pk=draft.pk).update(last_code=F("last_code") + 1)
    draft.refresh_from_db(fields=["last_code"])
    return f"{draft.plan_id}-{letter}{draft.last_code}"


def _new_part(draft: Draft, kind: str, code: str, **facts: Any) -> Part:
    last = draft.parts.aggregate(last=Max("number"))["last"] or 0
    return Part.objects.create(draft=draft, kind=kind, code=code, number=last + 1, **facts)


def _new_passage(
    part: Part, field: str, text: Localized, *, by: Any, milestone: DraftMilestone | None = None,
    after: Passage | None = None,
) -> Passage:  # fmt: skip
    code = _code(part.draft, "p")
    place = _place(part, field, milestone, after)
    passage = Passage.objects.create(part=part, milestone=milestone, code=code, field=field, place=place)
    codes = languages_of(part.draft)
    rows = [Rendering(passage=passage, language=each) for each in {*codes, *text.languages}]
    for rendering in sorted(Rendering.objects.bulk_create(rows), key=lambda each: each.language != part.draft.language):
        if said := str(text.get(rendering.language, "")).strip():
            kept = take_in(rendering, said, base=0, key=f"new-{code}", by=by)
            _is_of_today(kept.written)
    _count_what_differs(passage)
    return passage


def _count_what_differs(passage: Passage) -> None:
    """Once for each that wrote: the last of several counts what all of them left."""
    known = Passage.objects.select_for_update().values_list("differs", flat=True).get(pk=passage.pk)
    number = len(differing(dict(Rendering.objects.filter(passage=passage).values_list("language", "text"))))
    if number != known:
        Passage.objects.filter(pk=passage.pk).update(differs=number)


def _is_one_of_many(passage: Passage) -> None:
    """A title and a cell of a milestone stand alone. Raises `Refused`."""
    if passage.stands_alone:
        raise Refused([_("A title, and each text of a milestone, stands alone: there are no paragraphs beside it.")])


def _place(part: Part, field: str, milestone: DraftMilestone | None, after: Passage | None) -> int:
    """Behind another passage, or behind all; where no number is left between two, all are numbered anew."""
    beside = list(_beside(part, field, milestone))
    if after is None or after.pk == beside[-1].pk:
        return (beside[-1].place if beside else 0) + GAP
    at = [each.pk for each in beside].index(after.pk)
    before, behind = beside[at].place, beside[at + 1].place
    if behind - before > 1:
        return int(before + behind) // 2
    for number, each in enumerate(beside, 1):
        each.place = number * GAP
    Passage.objects.bulk_update(beside, ["place"])
    return int(beside[at].place) + GAP // 2


def _beside(part: Part, field: str, milestone: DraftMilestone | None = None) -> Any:
    return part.passages.filter(field=field, milestone=milestone).order_by("place", "pk")


def _is_of_today(rendering: Rendering, of: int | None = None) -> None:
    """A translation says the same as the original as it stands, or did in revision `of`; the original is made from
    nothing."""
    original = rendering.passage.part.draft.language
    if rendering.language == original:
        return
    head = Rendering.objects.filter(passage=rendering.passage, language=original).values_list("head", flat=True).first()
    rendering.made_from = min(head or 0, head or 0 if of is None else of)
    rendering.save(update_fields=["made_from"])


def _support(row: Part | DraftMilestone, organisations: Iterable[Organisation]) -> None:
    wanted = {each.pk for each in organisations}
    through: Any = PartSupport if isinstance(row, Part) else DraftMilestoneSupport
    name = "part" if isinstance(row, Part) else "milestone"
    through.objects.filter(**{name: row}).exclude(organisation__in=wanted).delete()
    there = set(through.objects.filter(**{name: row}).values_list("organisation_id", flat=True))
    through.objects.bulk_create([through(**{name: row}, organisation_id=each) for each in sorted(wanted - there)])


def _set_out(row: Any, is_out: bool) -> None:
    row.is_out = is_out
    row.save(update_fields=["is_out"])
