"""script/bench [PART]: say on which machine and in which state of the code, then run one part or all."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from tests.bench import editions, members, minutes, package, pages, start, versions, writers
from tests.bench.installations import ROOT, postgresql
from tests.bench.tables import say

PARTS: dict[str, Callable[[], None]] = {
    "pages": pages.run_part,
    "package": package.run_part,
    "members": members.run_part,
    "minutes": minutes.run_part,
    "writers": writers.run_part,
    "editions": editions.run_part,
    "versions": versions.run_part,
    "start": start.run_part,
}
DIRECT = ("django", "jinja2", "granian", "whitenoise", "psycopg")


def main(asked: list[str]) -> int:
    """Run what was asked for; 2 for a part that there is not."""
    if len(asked) > 1 or not set(asked) <= PARTS.keys():
        sys.stderr.write(f"script/bench [{'|'.join(PARTS)}]\n")
        return 2
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(143))  # so that what was started is ended, and swept up
    say("\n".join(surroundings()) + "\n")
    for name in asked or PARTS:
        PARTS[name]()
    return 0


def surroundings() -> Iterator[str]:
    """The machine and the programs that the figures depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = " ".join(f"{each:.2f}" for each in os.getloadavg())
    server = postgresql()
    yield f"- {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB, {platform.system()} {platform.release()}"
    yield f"- Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in DIRECT)
    yield f"- PostgreSQL {server.version}" if server else "- no PostgreSQL answers: SQLite only"
    yield f"- commit {_commit()}; load of the machine at the start {load}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _commit() -> str:
    """As git names it, with a mark where the code differs from it."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


sys.exit(main(sys.argv[1:]))
