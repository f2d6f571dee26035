"""Who may plan the process of a plan. Read this file as the regulation."""

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy
from tovchoo.people.roles import administrator, secretariat

from .models import Step

STEP = Policy(
    _("Step of the calendar"), None,
    Act("register", _("Add a step to the calendar"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

REGISTERED = {Step: STEP}
