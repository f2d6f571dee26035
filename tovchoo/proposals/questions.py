"""What the board asks of proposals and of the commitments that were made of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tovchoo.drafting.models import Draft, Part, Passage, Rendering
from tovchoo.drafting.questions import paragraphs
from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.people.models import Seat, Tenure
from tovchoo.plans.models import Commitment, Lineage, Plan, Proposal, TemplateField
from tovchoo.plans.steps import KIND

from .template_file import shipped


def fields_of(plan: Plan) -> list[TemplateField]:
    """The questions that proposals of a plan answer; of the template that comes with the house where none is chosen."""
    if plan.template_id:
        return list(TemplateField.objects.filter(template=plan.template_id).order_by("number"))
    return [
        TemplateField(number=number, key=each.key, block=each.block, title=each.title, help=each.help,
                      is_asked=each.is_asked)
        for number, each in enumerate(shipped().fields, 1)
    ]  # fmt: skip


def texts_of(entry: Proposal | Commitment) -> dict[str, Localized]:
    """What is said of an entry, by the keys of the template; what says nothing is left out."""
    said = {each.field: each.text for each in entry.answers.all()}
    if isinstance(entry, Commitment):
        said = {name: getattr(entry, name) for name in Commitment.TEMPLATE} | said
    return {name: text for name, text in said.items() if text}


def organisations_of(account: Any) -> list[str]:
    """The organisations that somebody speaks for today, by their ids: from a seat that is theirs or is held by an
    office of theirs, in whatever forum, and from an office of theirs without a seat."""
    person, today = getattr(account, "person_id", None), clock.today()
    if person is None:
        return []
    seats = Seat.objects.filter(pk__in=[each.seat for each in account.held])
    held = [org for pair in seats.order_by("pk").values_list("organisation", "office__organisation") for org in pair]
    tenures = Tenure.objects.filter(person=person).select_related("office").order_by("pk")
    offices = [each.office.organisation_id for each in tenures if each.runs_on(today)]
    return list(dict.fromkeys(each for each in [*held, *offices] if each))


def standing_steps(entry: Any, *kinds: str) -> QuerySet[Lineage]:
    """The steps from an entry that were not taken back."""
    return Lineage.objects.filter(from_entry=entry.public_id, kind__in=kinds, is_undone=False).order_by("pk")


def carried_from(proposal: Proposal) -> Commitment | None:
    """The commitment of an earlier plan that a proposal carries on."""
    rows = Lineage.objects.filter(to_entry=proposal.public_id, kind=KIND.CARRIED_OVER, is_undone=False)
    name = rows.values_list("from_entry", flat=True).first() or ""
    return Commitment.objects.select_related("lead").filter(pk=name.removeprefix("commitment/")).first()


def pieces_of(proposal: Proposal) -> list[Proposal]:
    """What it was split into."""
    names = standing_steps(proposal, KIND.SPLIT).values_list("to_entry", flat=True)
    ids = [each.removeprefix("proposal/") for each in names]
    return list(Proposal.objects.filter(pk__in=ids).select_related("plan__working_group").order_by("number"))


def part_made_of(proposal: Proposal) -> Part | None:
    """The part of the draft that was made of a proposal."""
    name = standing_steps(proposal, KIND.ACCEPTED).values_list("to_entry", flat=True).first() or ""
    rows = Part.objects.select_related("draft__plan__working_group", "commitment")
    return rows.filter(commitment=name.removeprefix("commitment/")).first() if name else None


def part_once_made_of(proposal: Proposal) -> Part | None:
    """The part of the draft that was ever made of a proposal, also where that was taken back: there is one at most."""
    steps = Lineage.objects.filter(from_entry=proposal.public_id, kind=KIND.ACCEPTED).order_by("-pk")
    ids = [each.removeprefix("commitment/") for each in steps.values_list("to_entry", flat=True)]
    rows = Part.objects.select_related("draft__plan__working_group", "commitment")
    return rows.filter(commitment__in=ids).order_by("is_out", "-pk").first() if ids else None


def stage_of_the_draft(plan: Plan) -> str | None:
    """None where none is begun; not asked again where it came with the plan."""
    if "draft_stage" in vars(plan):
        return vars(plan)["draft_stage"]  # type: ignore[no-any-return]
    return Draft.objects.filter(plan=plan).values_list("stage", flat=True).first()


def stands_in_the_draft(proposal: Proposal) -> bool:
    """Whether a commitment that was made of it is in the draft; asked once where a page asks for each act."""
    known: bool | None = getattr(proposal, "stands", None)
    if known is not None:
        return known
    part = part_once_made_of(proposal)
    return part is not None and not part.is_out


def is_untouched(part: Part, proposal: Proposal) -> bool:
    """Whether a part of the draft still is what was made of the proposal: nothing added, nothing written anew."""
    texts = texts_of(proposal).values()
    expected = 1 + sum(len(paragraphs(each)) for each in texts) + 2 * proposal.milestones.count()
    passages = Passage.objects.filter(Q(milestone__isnull=False) | Q(renderings__head__gt=0), part=part).distinct()
    written = Rendering.objects.filter(passage__part=part, head__gt=1)
    return (
        not part.is_out and (part.start, part.end) == (proposal.start, proposal.end)
        and set(part.supporters.all()) == set(proposal.supporters.all())
        and passages.count() == expected and not passages.filter(is_out=True).exists()
        and not written.exists() and not part.reasons.exists()
        and not part.milestones.filter(is_out=True).exists()
    )  # fmt: skip
