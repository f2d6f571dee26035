"""Who writes the draft of a plan, and when. Read this file as the regulation.

Government and non-government have the same rights in a working group: whoever sits there writes.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.people.roles import administrator, member_of_its_forum, secretariat, secretary_of_its_forum
from tovchoo.plans.roles import in_charge_of_it

from .models import Draft, Part, Term

OPEN, CLOSED = Draft.Stage
KEEPERS = secretary_of_its_forum | administrator
WRITERS = member_of_its_forum | KEEPERS


@condition(_("its plan has a working group"))
def somebody_writes_it(draft: Draft) -> Words | None:
    return None if draft.plan.working_group_id else _("This plan has no working group yet: name it first.")


@condition(_("the draft is open"))
def its_draft_is_open(part: Part) -> Words | None:
    return None if part.draft.stage == OPEN else _("The draft is closed: the plan is in force.")


@condition(_("it is in the draft"))
def it_is_in(part: Part) -> Words | None:
    return _("This was taken out of the draft. Put it back first.") if part.is_out else None


@condition(_("it is out of the draft"))
def it_is_out(part: Part) -> Words | None:
    return None if part.is_out else _("This is in the draft.")


@condition(_("it is a commitment"))
def it_is_a_commitment(part: Part) -> Words | None:
    return None if part.kind == Part.Kind.COMMITMENT else _("Only a commitment has a lead, dates and milestones.")


DRAFT = Policy(
    _("Draft of a plan"), "stage",
    Act("begin", _("Begin the draft"), by=KEEPERS, during=[OPEN], given=[somebody_writes_it]),
    Act("read", _("Read the draft"), by=WRITERS),
    Act("arrange", _("Add and order parts"), by=KEEPERS, during=[OPEN]),
    Act("add_commitment", _("Add a commitment"), by=KEEPERS, during=[OPEN]),
    Act("import", _("Take in a file"), by=KEEPERS, during=[OPEN]),
    Act("declare", _("Say which translations are official"), by=KEEPERS, during=[OPEN]),
    Act("close", _("Close the draft"), by=KEEPERS, during=[OPEN], then=CLOSED),
    Act("reopen", _("Open the draft again"), by=KEEPERS, during=[CLOSED], then=OPEN),
)  # fmt: skip

PART = Policy(
    _("Part of a draft"), None,
    Act("read", _("Read the draft"), by=WRITERS | in_charge_of_it),
    Act("write", _("Write"), by=WRITERS | in_charge_of_it, given=[its_draft_is_open, it_is_in]),
    Act("plan", _("Set who leads, who supports, and when"), by=WRITERS | in_charge_of_it,
        given=[its_draft_is_open, it_is_in, it_is_a_commitment]),
    Act("take_out", _("Take it out of the draft"), by=KEEPERS, given=[its_draft_is_open, it_is_in]),
    Act("put_back", _("Put it back into the draft"), by=KEEPERS, given=[its_draft_is_open, it_is_out]),
)  # fmt: skip

CHARGE = Policy(
    _("Who answers for a commitment"), None,
    Act("name", _("Name who answers for it"), by=secretariat | administrator),
    Act("end", _("End it"), by=secretariat | administrator),
)  # fmt: skip

TERM = Policy(
    _("Glossary"), None,
    Act("register", _("Enter a term"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

REGISTERED = {Term: TERM}
