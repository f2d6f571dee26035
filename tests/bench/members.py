"""Lists of members: a long one previewed and entered, beside a short one, so that what grows shows itself."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.installations import BIN, ROOT, engines, installation
from tests.bench.tables import say, spread, table, tell

ROUNDS = 3
SIZES = (500, 5_000)


def run_part() -> None:
    """The part `members` of script/bench."""
    say("## Members")
    rows = []
    with TemporaryDirectory(prefix="tovchoo-bench-") as folder:
        for size in SIZES:
            for kind, path in _files(Path(folder), size).items():
                rows += [_row(engine, path, f"{size:,} rows, {kind}, {engine}", size) for engine in engines()]
    table("Lists of members (aims for 5,000 rows: preview 10 s, entering 30 s)",
          ["what", "preview, seconds", "entering, seconds", "peak memory, MB"], rows)  # fmt: skip


def _files(folder: Path, size: int) -> dict[str, Path]:
    from tests.people import sheets  # openpyxl is a second of its own

    xlsx, _type = sheets.large_xlsx(folder / f"list-{size}.xlsx", sheets.members(size, names=size))
    text, _type = sheets.as_csv(folder / f"list-{size}.csv", sheets.members(size, names=size))
    return {".xlsx": xlsx, ".csv": text}


def _row(engine: str, path: Path, name: str, size: int) -> list[str]:
    taken = [_once(engine, path, size) for _round in range(ROUNDS)]
    return [name, *(spread([each[what] for each in taken], 1) for what in ("read", "entered", "peak"))]


def _once(engine: str, path: Path, size: int) -> dict[str, float]:
    """One list in a fresh installation; every row must have become a seat."""
    tell(f"{path.name} on {engine}")
    with installation(engine) as home:
        home.does("migrate", "--verbosity", "0")
        env = home.env | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
        command = [str(BIN / "python"), "-m", "tests.bench.member_work", str(path)]
        done = subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, timeout=900)
    told: dict[str, float] = json.loads(done.stdout)
    if told["seats"] != size:
        raise SystemExit(f"{told['seats']} of {size} rows of {path.name} became seats")
    return told
