"""Pages about a plan's text in the practice office: of each route one, as it is where there is most to do."""

from __future__ import annotations

from typing import Any

from tests.matrix.plans import stages_of_plans
from tests.matrix.test_matrix import ROLES, TABLE, filled

PUBLIC = (
    "",
    "brief/",
    "amendments/",
    "process/",
    "proposals/",
    "proposals/1/",
    "versions/",
    "glossary/",
    "co-creation/",
)
FILES = ("documents/<slug:name>/", "draft/files/table/")
BY_ADMINISTRATOR = 2 + ROLES.index("administrator")  # the column


def pages_of_texts(cast: Any) -> list[tuple[str, str]]:
    """Without their language; with each whether it is a form that tells its faults when it is sent empty."""
    by_stage = stages_of_plans(cast)
    begun = by_stage["workspace/plans/<str:plan>/draft/"]["open"]["plan"]
    found: dict[str, tuple[str, str]] = {}
    for line in TABLE.read_text().splitlines()[1:]:
        route, stage, *_told = cells = line.split("\t")
        got, posted, *_others = cells[BY_ADMINISTRATOR].split()
        keys = next((each for begin, each in by_stage.items() if route.startswith(begin)), {})
        name = f"{route} {stage}" if "<slug:act>" in route else route
        if got == "200" and stage in keys and name not in found and not route.endswith(FILES):
            found[name] = filled(route, keys[stage]), "empty" if posted == "422" else ""
    return [*found.values(), *((f"plans/{begun}/{each}", "") for each in PUBLIC)]
