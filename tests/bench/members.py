"""Lists of members: reading long ones, as a table of the office and as plain text."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.tables import say, spread, table, tell

ROUNDS = 3
ROWS = 5_000


def main() -> None:
    """Seconds for each kind of file, as the median of a few rounds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # not before the settings are named

    django.setup()
    say("## Members")
    with TemporaryDirectory(prefix="tovchoo-bench-") as folder:
        rows = [[f"`lines` of {ROWS:,} rows, {kind}", spread(taken, 2)] for kind, taken in _taken(Path(folder)).items()]
    table("Lists of members", ["what", "seconds"], rows)


def _taken(folder: Path) -> dict[str, list[float]]:
    from tests.people import sheets  # openpyxl is a second of its own

    saved = {
        ".xlsx": sheets.large_xlsx(folder / "list.xlsx", sheets.members(ROWS)),
        ".csv": sheets.as_csv(folder / "list.csv", sheets.members(ROWS)),
    }
    return {kind: [_seconds(*each) for _round in range(ROUNDS)] for kind, each in saved.items()}


def _seconds(path: Path, media_type: str) -> float:
    """One reading; every row must come out."""
    from tovchoo.people.spreadsheet import lines

    tell(f"reading {path.name}")
    start = perf_counter()
    with path.open("rb") as file:
        found = sum(1 for _line in lines(file, media_type))
    if found != ROWS:
        raise SystemExit(f"{found} of {ROWS} lines of {path.name}")
    return perf_counter() - start


if __name__ == "__main__":
    main()
