"""Who may set up jurisdictions and plans. Read this file as the regulation."""

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy
from tovchoo.people.roles import administrator, secretariat

from .models import Jurisdiction, Plan

JURISDICTION = Policy(
    _("Jurisdiction"), None,
    Act("register", _("Register a jurisdiction"), by=administrator),
    Act("correct", _("Correct"), by=administrator),
)  # fmt: skip

PLAN = Policy(
    _("Plan"), None,
    Act("register", _("Register a plan"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

REGISTERED = {Jurisdiction: JURISDICTION, Plan: PLAN}
