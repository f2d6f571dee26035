"""Who may propose, and who says what becomes of a proposal. Read this file as the regulation.

Government and non-government have the same rights in a working group: whoever sits there proposes, each for the
organisation of their own seat; and whoever speaks for an organisation of the register proposes in its name, as long as
the plan is being made. What others send, by letter or otherwise, is entered in their name by those who keep the plan,
and so is what becomes of a proposal, with the meeting.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.drafting.models import Draft
from tovchoo.drafting.policy import KEEPERS
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.models import Seat
from tovchoo.people.roles import administrator, member_of_its_forum, secretariat
from tovchoo.plans.models import Lineage, Plan, Proposal

from .questions import is_untouched, organisations_of, part_made_of, pieces_of, stage_of_the_draft, stands_in_the_draft

TABLED, IN_DISCUSSION, ACCEPTED, MERGED, SPLIT, NOT_ACCEPTED, WITHDRAWN = Proposal.Stage
ALIVE, OVER = [TABLED, IN_DISCUSSION], [ACCEPTED, MERGED, SPLIT, NOT_ACCEPTED, WITHDRAWN]


@role(_("a member of the working group, for the organisation of their seat"))
def member_for_its_organisation(person: Any, proposal: Any) -> bool:
    if not member_of_its_forum.test(person, proposal):
        return False
    own = [each.seat for each in person.held if each.forum == proposal.forum.pk]
    named = proposal.organisation_id
    return named is None or Seat.objects.filter(pk__in=own, organisation=named).exists()


@role(_("whoever speaks for the organisation, from a seat or an office of it"))
def who_speaks_for_its_organisation(person: Any, proposal: Any) -> bool:
    return proposal.organisation_id is not None and proposal.organisation_id in organisations_of(person)


@role(_("whoever tabled it"))
def whoever_tabled_it(person: Any, proposal: Any) -> bool:
    return proposal.person_id is not None and getattr(person, "person_id", None) == proposal.person_id


@condition(_("the plan is still being made"))
def its_plan_is_being_made(proposal: Proposal) -> Words | None:
    plan = proposal.plan
    stage = stage_of_the_draft(plan)
    if stage == Draft.Stage.CLOSED or (stage is None and (plan.approval_id or plan.order_id)):
        return _("This plan is approved: nothing more is proposed for it.")
    return None


@condition(_("it is one proposal"))
def it_is_one(proposal: Proposal) -> Words | None:
    if proposal.stands_for_several:
        return _("This stands for several proposals not known apart. Tell this one apart from them first.")
    return None


@condition(_("it stands for several"))
def it_stands_for_several(proposal: Proposal) -> Words | None:
    return None if proposal.stands_for_several else _("This is one proposal already.")


@condition(_("where it ended is not recorded"))
def its_end_is_not_recorded(proposal: Proposal) -> Words | None:
    said = proposal.stage or Lineage.objects.filter(from_entry=proposal.public_id, is_undone=False).exists()
    return _("What became of it is recorded.") if said else None


@condition(_("the commitment made of it is as it was accepted"))
def its_commitment_is_untouched(proposal: Proposal) -> Words | None:
    part = part_made_of(proposal) if proposal.stage == ACCEPTED else None
    if part is None or is_untouched(part, proposal):
        return None
    return _(
        "The commitment that was made of it has been worked on since. Take the commitment out of the draft instead."
    )


@condition(_("no commitment that was made of it stands in the draft"))
def no_commitment_of_it_stands(proposal: Proposal) -> Words | None:
    if proposal.stage == TABLED or not stands_in_the_draft(proposal):
        return None
    return _(
        "The commitment that was made of it stands in the draft again. Accept it, or take that commitment out first."
    )


@condition(_("nothing has become of what it was split into"))
def its_pieces_are_at_hand(proposal: Proposal) -> Words | None:
    if proposal.stage == SPLIT and any(each.stage not in ALIVE for each in pieces_of(proposal)):
        return _("Something has become of a proposal that it was split into. Take that back first.")
    return None


@condition(_("no commitment is proposed for it yet, nor its draft begun"))
def nothing_is_written_by_it(plan: Plan) -> Words | None:
    if stage_of_the_draft(plan):
        return _("The draft of this plan follows its template already.")
    if plan.template_id and Proposal.objects.filter(plan=plan, answers__isnull=False).exists():
        return _("Proposals of this plan answer its template already.")
    return None


PROPOSING = Policy(
    _("Proposing a commitment"), None,
    Act("propose", _("Propose a commitment"),
        by=member_for_its_organisation | who_speaks_for_its_organisation | KEEPERS, given=[its_plan_is_being_made]),
)  # fmt: skip

PROPOSAL = Policy(
    _("Proposal"), "stage",
    Act("read", _("See the board"), by=member_of_its_forum | whoever_tabled_it | KEEPERS),
    Act("correct", _("Correct"), by=whoever_tabled_it | KEEPERS, during=ALIVE),
    Act("discuss", _("Take into discussion"), by=KEEPERS, during=[TABLED], given=[its_plan_is_being_made], then=IN_DISCUSSION),
    Act("accept", _("Accept as a commitment"), by=KEEPERS, during=ALIVE, given=[it_is_one, its_plan_is_being_made], then=ACCEPTED),
    Act("merge", _("Merge into another"), by=KEEPERS, during=ALIVE, given=[it_is_one, no_commitment_of_it_stands], then=MERGED),
    Act("split", _("Split into several"), by=KEEPERS, during=ALIVE, given=[it_is_one, its_plan_is_being_made, no_commitment_of_it_stands], then=SPLIT),
    Act("decline", _("Do not accept"), by=KEEPERS, during=ALIVE, given=[no_commitment_of_it_stands], then=NOT_ACCEPTED),
    Act("withdraw", _("Withdraw"), by=whoever_tabled_it | KEEPERS, during=ALIVE, given=[no_commitment_of_it_stands], then=WITHDRAWN),
    Act("take_back", _("Take this back"), by=KEEPERS, during=OVER, given=[its_commitment_is_untouched, its_pieces_are_at_hand], then=IN_DISCUSSION),
    Act("tell_apart", _("Tell one apart"), by=KEEPERS, given=[it_stands_for_several]),
    Act("settle", _("Record where it ended"), by=KEEPERS, given=[it_is_one, its_end_is_not_recorded]),
)  # fmt: skip

TEMPLATE = Policy(
    _("Template of commitments"), None,
    Act("load", _("Load a template"), by=secretariat | administrator),
    Act("choose", _("Choose the template of a plan"), by=secretariat | administrator, given=[nothing_is_written_by_it]),
)  # fmt: skip
