"""What makes a version of the draft the plan. Read this file as the regulation.

Each gate says what is missing. What is known from paper alone may be recorded too, with a reason, in public.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.decisions.models import Motion
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.roles import administrator, secretary_of_its_forum
from tovchoo.versions.models import Endorsement
from tovchoo.versions.policy import it_has_a_text

APPROVAL, ORDER, REVIEW = Endorsement.Kind


@role(_("the secretariat of the MSF, or its secretary"))
def secretary_of_the_msf(person: Any, endorsement: Endorsement) -> bool:
    return secretary_of_its_forum.test(person, endorsement.version.plan.msf)


@condition(_("the text is in the record"))
def its_text_is_there(endorsement: Endorsement) -> Words | None:
    return it_has_a_text(endorsement.version)


@condition(_("the plan has an MSF"))
def somebody_approves(endorsement: Endorsement) -> Words | None:
    return (
        None if endorsement.version.plan.msf_id else _("This plan has no multi-stakeholder forum (MSF): name it first.")
    )


@condition(_("no motion about it is before the MSF"))
def no_motion_is_open(endorsement: Endorsement) -> Words | None:
    motions = Motion.objects.filter(about=endorsement.version.public_id, stage__in=("tabled", "open"))
    return format_lazy(_("A motion about it is before the MSF: {}."), motions[0].title) if motions else None


@condition(_("the MSF has carried a motion about this very text"))
def the_msf_has_carried_it(endorsement: Endorsement) -> Words | None:
    version = endorsement.version
    carried = Motion.objects.filter(about=version.public_id, outcome=Motion.Outcome.CARRIED, forum=version.plan.msf)
    if not carried.exists():
        return _("The MSF has not carried a motion about this version.")
    if not carried.filter(sha256=version.sha256).exists():
        return _("What the MSF voted on is another text than this one.")
    return None


@condition(_("it is approved by the MSF"))
def it_is_approved(endorsement: Endorsement) -> Words | None:
    approved = Endorsement.objects.filter(version=endorsement.version, kind=APPROVAL)
    return None if approved.exists() else _("The approval by the MSF is not recorded yet.")


@condition(_("no approval of it is recorded yet"))
def it_is_not_approved_yet(endorsement: Endorsement) -> Words | None:
    recorded = _recorded(endorsement, APPROVAL)
    return format_lazy(_("Its approval by the MSF is recorded: {}."), recorded) if recorded else None


@condition(_("no order about it is recorded yet"))
def it_is_not_ordered_yet(endorsement: Endorsement) -> Words | None:
    recorded = _recorded(endorsement, ORDER)
    return format_lazy(_("The order that puts it in force is recorded: {}."), recorded) if recorded else None


def _recorded(endorsement: Endorsement, kind: str) -> str:
    """What the instrument of its version is called, where there is one."""
    rows = Endorsement.objects.filter(version=endorsement.version, kind=kind).select_related("instrument")
    return next((str(each.instrument.title) for each in rows), "")


@condition(_("it is in force"))
def it_is_in_force(endorsement: Endorsement) -> Words | None:
    version = endorsement.version
    last = Endorsement.objects.filter(version__plan=version.plan_id, kind=ORDER).order_by("-version__number").first()
    return None if last and last.version_id == version.pk else _("This version is not the one in force.")


@condition(_("the hash that the instrument names is that of the text"))
def its_hash_is_that_of_the_text(endorsement: Endorsement) -> Words | None:
    named = endorsement.sha256
    if named and named != endorsement.version.sha256:
        return _("The instrument names another text: its hash is not the one of this version.")
    return None


KEEPERS = secretary_of_the_msf | administrator

ENDORSEMENT = Policy(
    _("Approval and order of a version"), None,
    Act("put_to_the_vote", _("Put it to the vote of the MSF"), by=KEEPERS,
        given=[its_text_is_there, somebody_approves, no_motion_is_open, it_is_not_approved_yet]),
    Act("approve", _("Record the approval by the MSF"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_approved_yet, the_msf_has_carried_it, its_hash_is_that_of_the_text]),
    Act("approve_otherwise", _("Record an approval that was not voted on here"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_approved_yet, its_hash_is_that_of_the_text]),
    Act("order", _("Record the order that puts it in force"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_ordered_yet, it_is_approved, its_hash_is_that_of_the_text]),
    Act("order_otherwise", _("Record an order although the approval is not recorded"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_ordered_yet, its_hash_is_that_of_the_text]),
    Act("review", _("Record a review that changed nothing"), by=KEEPERS,
        given=[it_is_in_force, its_hash_is_that_of_the_text]),
    Act("change", _("Open the plan for a change"), by=KEEPERS, given=[it_is_in_force]),
)  # fmt: skip
