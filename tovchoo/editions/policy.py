"""Who may have an edition made again, and take a file into a draft. Read this file as the regulation.

To bring a file is asked of the draft (`DRAFT`, import). Editions of every version are made without being asked for, and anybody may take one.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tovchoo.drafting.models import Draft
from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.people.roles import administrator, secretariat, secretary_of_its_forum

from .models import Edition, Intake

READING, READ, TAKING, DONE, UNREADABLE, DISCARDED = Intake.Stage
KEEPERS = secretary_of_its_forum | administrator


@condition(_("the draft is open"))
def its_draft_is_open(intake: Intake) -> Words | None:
    return None if intake.draft.stage == Draft.Stage.OPEN else _("The draft is closed: the plan is in force.")


@condition(_("it changes something"))
def it_changes_something(intake: Intake) -> Words | None:
    return None if intake.changes else _("Nothing in the file is otherwise than in the draft.")


EDITION = Policy(
    _("Documents of a version"), "stage",
    Act("list", _("See which could not be made"), by=secretariat | administrator),
    Act("make_again", _("Try again"), by=secretariat | administrator, during=[Edition.Stage.FAILED],
        then=Edition.Stage.WAITING),
)  # fmt: skip

INTAKE = Policy(
    _("File for a draft"), "stage",
    Act("agree", _("Take it over into the draft"), by=KEEPERS, during=[READ],
        given=[its_draft_is_open, it_changes_something], then=TAKING),
    Act("discard", _("Discard"), by=KEEPERS, during=[READING, READ, UNREADABLE], then=DISCARDED),
)  # fmt: skip
