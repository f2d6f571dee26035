"""What makes a version of the draft the plan. Read this file as the regulation.

Each gate says what is missing. What is known from paper alone may be recorded too, with a reason, in public; what was
recorded in error is taken back, the newest step first, with a reason in public too.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.decisions.models import Motion
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.models import Instrument
from tovchoo.people.roles import administrator, secretary_of_its_forum
from tovchoo.plans.models import Version
from tovchoo.versions.models import Endorsement
from tovchoo.versions.policy import it_has_a_text, it_is_not_to_come

from .questions import Known, known_of

APPROVAL, ORDER, REVIEW = Endorsement.Kind
IN_LAW = Instrument.Kind
KINDS = {  # of instruments by which each step is taken
    APPROVAL: (IN_LAW.APPROVAL, IN_LAW.RESOLUTION),
    ORDER: (IN_LAW.ORDER, IN_LAW.DECREE, IN_LAW.RESOLUTION),
    REVIEW: tuple(IN_LAW),
}


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
    for each in _known(endorsement).motions:
        if each.stage in (Motion.Stage.TABLED, Motion.Stage.OPEN):
            return format_lazy(_("A motion about it is before the MSF: {}."), each.title)
    return None


@condition(_("the MSF has carried a motion about this very text"))
def the_msf_has_carried_it(endorsement: Endorsement) -> Words | None:
    version, motions = endorsement.version, _known(endorsement).motions
    carried = [each for each in motions
               if each.outcome == Motion.Outcome.CARRIED and each.forum_id == version.plan.msf_id]  # fmt: skip
    if not carried:
        return _("The MSF has not carried a motion about this version.")
    if not any(each.sha256 == version.sha256 for each in carried):
        return _("What the MSF voted on is another text than this one.")
    return None


@condition(_("it is approved by the MSF"))
def it_is_approved(endorsement: Endorsement) -> Words | None:
    return None if _recorded(endorsement, APPROVAL) else _("The approval by the MSF is not recorded yet.")


@condition(_("no approval of it is recorded yet"))
def it_is_not_approved_yet(endorsement: Endorsement) -> Words | None:
    recorded = _recorded(endorsement, APPROVAL)
    return format_lazy(_("Its approval by the MSF is recorded: {}."), recorded.instrument.title) if recorded else None


@condition(_("no order about it is recorded yet"))
def it_is_not_ordered_yet(endorsement: Endorsement) -> Words | None:
    recorded, told = _recorded(endorsement, ORDER), _("The order that puts it in force is recorded: {}.")
    return format_lazy(told, recorded.instrument.title) if recorded else None


def _recorded(endorsement: Endorsement, kind: str) -> Endorsement | None:
    steps = _known(endorsement).of(endorsement.version)
    return next((each for each in steps if each.kind == kind), None)


def _known(endorsement: Any) -> Known:
    """Asked anew for each condition, but where a page that asks many has put it beside the step."""
    return getattr(endorsement, "known", None) or known_of(endorsement.version)


@condition(_("it is in force"))
def it_is_in_force(endorsement: Endorsement) -> Words | None:
    is_it = _known(endorsement).in_force == endorsement.version_id
    return None if is_it else _("This version is not the one in force.")


@condition(_("the hash that the instrument names is that of the text"))
def its_hash_is_that_of_the_text(endorsement: Endorsement) -> Words | None:
    named = endorsement.sha256
    if named and named != endorsement.version.sha256:
        return _("The instrument names another text: its hash is not the one of this version.")
    return None


@condition(_("the instrument is of a kind by which the step is taken"))
def its_instrument_is_of_its_kind(endorsement: Endorsement) -> Words | None:
    kinds = KINDS[Endorsement.Kind(endorsement.kind or REVIEW)]
    if endorsement.instrument_id is None or endorsement.instrument.kind in kinds:
        return None
    return format_lazy(_("By an instrument of this kind the step is not taken: {}."),
                       endorsement.instrument.get_kind_display())  # fmt: skip


@condition(_("the instrument is not older than the version, nor still to come"))
def its_instrument_is_of_its_time(endorsement: Endorsement) -> Words | None:
    if endorsement.instrument_id is None:
        return None
    return its_day_fits(endorsement.version, endorsement.instrument.date)


def its_day_fits(version: Version, day: Any) -> Words | None:
    """A day on which something may have been said of the text: it was there, and the day has come."""
    if day and version.date and day.last < version.date.first:
        return format_lazy(_("This day is before that of the version: {}."), version.date)
    return it_is_not_to_come(day)


@condition(_("a step is recorded, and none that followed it"))
def it_is_the_newest_step(endorsement: Endorsement) -> Words | None:
    newest = _known(endorsement).newest(endorsement.version)
    if newest is None:
        return _("No approval, order or review of this version is recorded.")
    if newest.pk != endorsement.pk:
        return format_lazy(_("The newest step is taken back first: {}."), newest.instrument.title)
    return None


KEEPERS = secretary_of_the_msf | administrator

ITS_PAPER = [its_hash_is_that_of_the_text, its_instrument_is_of_its_kind, its_instrument_is_of_its_time]

ENDORSEMENT = Policy(
    _("Approval and order of a version"), None,
    Act("put_to_the_vote", _("Put it to the vote of the MSF"), by=KEEPERS,
        given=[its_text_is_there, somebody_approves, no_motion_is_open, it_is_not_approved_yet]),
    Act("approve", _("Record the approval by the MSF"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_approved_yet, the_msf_has_carried_it, *ITS_PAPER]),
    Act("approve_otherwise", _("Record an approval that was not voted on here"), by=KEEPERS,
        given=[its_text_is_there, no_motion_is_open, it_is_not_approved_yet, *ITS_PAPER]),
    Act("order", _("Record the order that puts it in force"), by=KEEPERS,
        given=[its_text_is_there, it_is_not_ordered_yet, it_is_approved, *ITS_PAPER]),
    Act("order_otherwise", _("Record an order although the approval is not recorded"), by=KEEPERS,
        given=[its_text_is_there, no_motion_is_open, it_is_not_ordered_yet, *ITS_PAPER]),
    Act("review", _("Record a review that changed nothing"), by=KEEPERS, given=[it_is_in_force, *ITS_PAPER]),
    Act("take_back", _("Take back the newest step, recorded in error"), by=KEEPERS, given=[it_is_the_newest_step]),
    Act("change", _("Open the plan for a change"), by=KEEPERS, given=[it_is_in_force]),
)  # fmt: skip
