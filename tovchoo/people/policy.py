"""Who may keep the register of people and forums. Read this file as the regulation."""

from tovchoo.kernel.policy import Act, Policy

from .roles import administrator, secretariat, secretary_of_its_forum

PERSON = Policy(
    None,
    Act("register", by=secretariat | administrator),
    Act("correct",  by=secretariat | administrator),
)  # fmt: skip

FORUM = Policy(
    None,
    Act("register", by=secretariat | administrator),
    Act("correct",  by=secretary_of_its_forum | administrator),
)  # fmt: skip

SEAT = Policy(
    None,
    Act("appoint", by=secretary_of_its_forum | administrator),
    Act("end",     by=secretary_of_its_forum | administrator),
)  # fmt: skip
