"""Who may put a package into the record, or take one out. Read this file as the regulation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Act, Policy, role


class Operator:
    """Whoever sits at the command line of the server."""

    public_id = "operator"


class Reader:
    """Anybody at all."""

    public_id = "anybody"


@role(_("the operator of the server"))
def operator(person: Any, thing: Any) -> bool:
    return isinstance(person, Operator)


@role(_("anybody"))
def anybody(person: Any, thing: Any) -> bool:
    return True


RECORD = Policy(
    None,
    Act("load",   by=operator),
    Act("export", by=anybody),
)  # fmt: skip
