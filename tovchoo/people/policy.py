"""Who may keep the register of people and forums. Read this file as the regulation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy, Words, condition

from .models import Forum, Instrument, Merge, Office, Organisation, Person, Seat, Tenure
from .roles import administrator, secretariat, secretary_of_its_forum


@condition(_("it has not been merged into another"))
def it_stands_for_itself(entry: Any) -> Words | None:
    if entry.merged_into_id:
        return _("This entry was merged into another; undo that first.")
    return None


@condition(_("it has not been undone, and what was kept stands for itself"))
def it_can_be_undone(merge: Merge) -> Words | None:
    if merge.undone_at:
        return _("This merge has been undone already.")
    return it_stands_for_itself(merge.kept)


ORGANISATION = Policy(
    _("Organisation"), None,
    Act("register", _("Register an organisation"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator, given=[it_stands_for_itself]),
    Act("merge", _("Merge with another"), by=secretariat | administrator, given=[it_stands_for_itself]),
    Act("succeed", _("Record its successor"), by=secretariat | administrator, given=[it_stands_for_itself]),
)  # fmt: skip

MERGE = Policy(
    _("Merge of two entries"), None,
    Act("undo", _("Undo the merge"), by=secretariat | administrator, given=[it_can_be_undone]),
)  # fmt: skip

OFFICE = Policy(
    _("Office"), None,
    Act("register", _("Register an office"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator, given=[it_stands_for_itself]),
    Act("merge", _("Merge with another"), by=secretariat | administrator, given=[it_stands_for_itself]),
)  # fmt: skip

PERSON = Policy(
    _("Person"), None,
    Act("register", _("Register a person"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator, given=[it_stands_for_itself]),
    Act("merge", _("Merge with another"), by=secretariat | administrator, given=[it_stands_for_itself]),
)  # fmt: skip

TENURE = Policy(
    _("Tenure of an office"), None,
    Act("register", _("Register who holds an office"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

INSTRUMENT = Policy(
    _("Order or approval"), None,
    Act("register", _("Register an order or approval"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator, given=[it_stands_for_itself]),
    Act("merge", _("Merge with another"), by=secretariat | administrator, given=[it_stands_for_itself]),
)  # fmt: skip

FORUM = Policy(
    _("Forum"), None,
    Act("register", _("Register a forum"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretary_of_its_forum | administrator),
)  # fmt: skip

SEAT = Policy(
    _("Seat"), None,
    Act("appoint", _("Appoint"), by=secretary_of_its_forum | administrator),
    Act("end", _("End"), by=secretary_of_its_forum | administrator),
)  # fmt: skip

REGISTERED = {Organisation: ORGANISATION, Office: OFFICE, Person: PERSON, Tenure: TENURE, Instrument: INSTRUMENT,
              Forum: FORUM, Seat: SEAT}  # fmt: skip
