"""A hundred thousand rows: every fault is told, and memory does not grow with them."""

import os
import subprocess
import sys

from tests.migrated import copied_to
from tests.package.packages import LANGUAGES, ROOT, an_empty_package, write
from tovchoo.package.tables import BY_KIND

ORGANISATIONS = BY_KIND["organisation"]
MOST_BYTES = 300 * 1024**2
CHILD = """
import sys
from config.cli import main
sys.argv = ["tovchoo", *sys.argv[1:]]
try:
    main()
finally:
    held = dict(line.split(":", 1) for line in open("/proc/self/status"))  # ru_maxrss would begin with the parent's
    print("peak", int(held["VmHWM"].split()[0]) * 1024, file=sys.stderr)
"""
FAULTS = [
    {"valid_from": "2023-02-30"},
    {"valid_from": "2023", "valid_to": "2022"},
    {"sector": "friends"},
    {"successor": "nobody"},
    {"name_mn": "", "name_en": ""},
    {"id": "Not an id"},
]  # fmt: skip


def a_package_of(parent, number, *, bad=0):
    """That many organisations; every so manieth has one fault."""
    package = an_empty_package(parent)
    header = ORGANISATIONS.header(LANGUAGES)

    def row(at):
        cells = {"id": f"body-{at:06}", "name_mn": f"Байгууллага {at}", "name_en": f"Body {at}"}
        if bad and at % (number // bad) == 0:
            cells |= FAULTS[at * bad // number % len(FAULTS)]
        return [cells.get(name, "") for name in header]

    write(package, ORGANISATIONS.file, [header, *map(row, range(1, number + 1))])
    return package


def run(tmp_path, *arguments):
    """The command in a process of its own: its exit code, its lines of errors, and the most memory it held."""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'record.sqlite3'}"}
    command = [sys.executable, "-c", CHILD, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = done.stderr.splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("peak "))
    return done.returncode, [line for line in lines if "error:" in line], peak, done.stdout


def test_a_thousand_faults_among_a_hundred_thousand_rows_are_all_told(tmp_path):
    copied_to(tmp_path / "record.sqlite3")
    package = a_package_of(tmp_path, 100_000, bad=1000)
    code, errors, peak, _said = run(tmp_path, "load", package, "--check")
    told = [int(line.split(": ")[2].removeprefix("row ")) for line in errors if "organisations.csv" in line]
    assert (code, len(errors), sorted(told)) == (1, 1000, list(range(101, 100_002, 100)))
    assert peak < MOST_BYTES


def test_loading_holds_no_more_than_it_must(tmp_path):
    code, errors, peak, said = run(tmp_path, "load", a_package_of(tmp_path, 20_000))
    assert (code, errors) == (0, [])
    assert "20001 recorded" in said
    assert peak < MOST_BYTES
