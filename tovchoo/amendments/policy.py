"""Who may propose an amendment, support it, recommend and decide. Read this file as the regulation.

A declined or overtaken amendment can be taken up again until the next version: from then on the decision is what that
version came of. An accepted one is not taken back: it is in the draft, where its words can be changed like any others.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.roles import (
    administrator,
    chair_of_its_forum,
    member_of_its_forum,
    secretary_of_its_forum,
    signed_in,
)
from tovchoo.plans.models import Version
from tovchoo.plans.roles import in_charge_of_it

from .landing import seen_landing
from .models import Amendment

PROPOSED, ACCEPTED, EDITED, DECLINED, OVERTAKEN, WITHDRAWN = Amendment.Stage


@role(_("a member of the MSF of the plan"))
def member_of_its_msf(person: Any, amendment: Amendment) -> bool:
    msf = amendment.plan.msf_id
    return bool(msf) and any(each.forum == msf for each in person.held)


@role(_("whoever proposed it"))
def its_proposer(person: Any, amendment: Amendment) -> bool:
    return bool(amendment.person_id) and amendment.person_id == getattr(person, "person_id", None)


@condition(_("its version is the latest, and has the passage"))
def its_passage_is_in_the_latest(amendment: Amendment) -> Words | None:
    if last := _newer(amendment):
        return format_lazy(_("There is a newer version: propose it on version {}."), last.number)
    return None if amendment.place else _("This version has no such passage.")


@condition(_("there is no newer version"))
def its_version_is_the_latest(amendment: Amendment) -> Words | None:
    return _("There is a newer version, made after this was decided.") if _newer(amendment) else None


@condition(_("the draft is open"))
def its_draft_is_open(amendment: Amendment) -> Words | None:
    return None if seen_landing(amendment).is_open else _("The draft of this plan is not open.")


@condition(_("the draft is open, and has the passage"))
def its_passage_is_in_the_draft(amendment: Amendment) -> Words | None:
    landing = seen_landing(amendment)
    if not landing.is_open:
        return _("The draft of this plan is not open.")
    return None if landing.is_in else _("The passage is not in the draft any more: this was overtaken.")


@condition(_("nobody changed the same words meanwhile"))
def it_fits(amendment: Amendment) -> Words | None:
    if seen_landing(amendment).met:
        return _("Somebody changed the same words in the draft meanwhile: accept it in other words.")
    return None


DECIDERS = secretary_of_its_forum | administrator
MEMBERS = member_of_its_forum | member_of_its_msf

AMENDMENT = Policy(
    _("Amendment"), "stage",
    Act("propose", _("Propose an amendment"), by=MEMBERS | in_charge_of_it | secretary_of_its_forum, during=[PROPOSED],
        given=[its_draft_is_open, its_passage_is_in_the_latest]),
    Act("back", _("Support it"), by=MEMBERS, during=[PROPOSED]),
    Act("unback", _("Support it no longer"), by=MEMBERS, during=[PROPOSED]),
    Act("recommend", _("Recommend"), by=secretary_of_its_forum | chair_of_its_forum, during=[PROPOSED]),
    Act("follow", _("See what is proposed"), by=signed_in),
    Act("look_into", _("See it beside the draft"), by=DECIDERS),
    Act("accept", _("Accept it as it is"), by=DECIDERS, during=[PROPOSED],
        given=[its_passage_is_in_the_draft, it_fits], then=ACCEPTED),
    Act("edit", _("Accept it in other words"), by=DECIDERS, during=[PROPOSED],
        given=[its_passage_is_in_the_draft], then=EDITED),
    Act("decline", _("Decline it"), by=DECIDERS, during=[PROPOSED], then=DECLINED),
    Act("overtake", _("Say that it was overtaken"), by=DECIDERS, during=[PROPOSED], then=OVERTAKEN),
    Act("withdraw", _("Withdraw it"), by=its_proposer, during=[PROPOSED], then=WITHDRAWN),
    Act("take_up", _("Take it up again"), by=DECIDERS, during=[DECLINED, OVERTAKEN],
        given=[its_version_is_the_latest], then=PROPOSED),
)  # fmt: skip

REGISTERED = {Amendment: AMENDMENT}


def _newer(amendment: Amendment) -> Version | None:
    """The latest version, where it is another than the amendment's."""
    last = Version.objects.filter(plan=amendment.plan_id).order_by("-number").only("number").first()
    return last if last and last.number > amendment.version.number else None
