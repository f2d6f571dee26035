"""Who may put a package into the record, or take one out. Read this file as the regulation."""

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy
from tovchoo.people.roles import anybody, operator

RECORD = Policy(
    _("Record"), None,
    Act("load", _("Load a package"), by=operator),
    Act("export", _("Export a package"), by=anybody),
)  # fmt: skip
