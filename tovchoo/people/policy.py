"""Who may keep the register of people and forums. Read this file as the regulation."""

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy

from .roles import administrator, secretariat, secretary_of_its_forum

PERSON = Policy(
    _("Person"), None,
    Act("register", _("Register"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

FORUM = Policy(
    _("Forum"), None,
    Act("register", _("Register"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretary_of_its_forum | administrator),
)  # fmt: skip

SEAT = Policy(
    _("Seat"), None,
    Act("appoint", _("Appoint"), by=secretary_of_its_forum | administrator),
    Act("end", _("End"), by=secretary_of_its_forum | administrator),
)  # fmt: skip
