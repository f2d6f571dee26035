"""A hundred thousand rows: every fault is told, and memory does not grow with them."""

import os
import subprocess
import sys

import pytest

from tests.package.packages import LANGUAGES, ROOT, an_empty_package, write
from tovchoo.package.tables import BY_KIND

ORGANISATIONS = BY_KIND["organisation"]
MOST_BYTES = 300 * 1024**2
CHILD = """
import resource, sys
from config.cli import main
sys.argv = ["tovchoo", *sys.argv[1:]]
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, file=sys.stderr)
"""


def a_package_of(parent, rows, *, bad=0):
    """That many organisations; every so manieth with a fault that no other has."""
    package = an_empty_package(parent)
    header = ORGANISATIONS.header(LANGUAGES)
    every = rows // bad if bad else rows + 1

    def row(number):
        cells = {"id": f"body-{number:06}", "name_mn": f"Байгууллага {number}", "name_en": f"Body {number}"}
        if number % every == 0:
            cells["valid_from"] = f"2023-02-3{number % 9}" if number % 2 else "2023-13"
        return [cells.get(name, "") for name in header]

    write(package, ORGANISATIONS.file, [header, *(row(number) for number in range(1, rows + 1))])
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
    package = a_package_of(tmp_path, 100_000, bad=1000)
    code, errors, peak, _said = run(tmp_path, "load", package, "--check")
    assert code == 1 and len(errors) == 1000 and peak < MOST_BYTES
    assert "organisations.csv: row 101: valid_from" in errors[0] and "organisations.csv: row 100001:" in errors[-1]


@pytest.mark.parametrize("rows", [20_000])
def test_loading_holds_no_more_than_it_must(tmp_path, rows):
    package = a_package_of(tmp_path, rows)
    code, errors, peak, said = run(tmp_path, "load", package)
    assert code == 0 and not errors and peak < MOST_BYTES and f"{rows + 1} recorded" in said
