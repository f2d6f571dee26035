"""Who may put a package into the record, or take one out. Read this file as the regulation."""

from tovchoo.kernel.policy import Act, Policy
from tovchoo.people.roles import anybody, operator

RECORD = Policy(
    None,
    Act("load",   by=operator),
    Act("export", by=anybody),
)  # fmt: skip
