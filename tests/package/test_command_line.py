"""What scripts may build on: exit codes, and where the words go."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.migrated import copied_to
from tests.package.packages import MONGOLIA, ROOT, a_copy, contents, put


def on_the_record_in(folder):
    """Run a subcommand on a database of its own."""
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'record.sqlite3'}"}

    def run(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A folder with a database that holds nothing yet."""
    folder = tmp_path_factory.mktemp("empty")
    copied_to(folder / "record.sqlite3")
    assert on_the_record_in(folder)("migrate").returncode == 0
    return folder


@pytest.fixture
def tovchoo(empty, tmp_path):
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    return on_the_record_in(tmp_path)


def test_a_good_package_ends_with_nought_and_comes_out_again(tovchoo, tmp_path):
    loaded = tovchoo("load", MONGOLIA)
    assert (
        loaded.returncode == 0
        and "379 rows read; 379 recorded, 0 corrected" in loaded.stdout
        and "error" not in loaded.stderr
    )
    assert tovchoo("export", tmp_path / "out").returncode == 0
    assert contents(tmp_path / "out") == contents(MONGOLIA)


def test_checking_writes_nothing(tovchoo):
    assert tovchoo("load", MONGOLIA, "--check").returncode == 0
    assert "379 recorded" in tovchoo("load", MONGOLIA).stdout


def test_errors_in_the_package_end_with_one_and_are_told_on_the_error_stream(tovchoo, tmp_path):
    package = a_copy(MONGOLIA, tmp_path)
    put(package, "meetings.csv", 2, "date", "2023-02-30")
    done = tovchoo("load", package)
    assert done.returncode == 1 and "meetings.csv: row 2: date: “2023-02-30”" in done.stderr
    assert "379 recorded" in tovchoo("load", MONGOLIA).stdout


@pytest.mark.parametrize("arguments", [["load"], ["export"], ["load", MONGOLIA, "--unknown"]])
def test_wrong_usage_ends_with_two(tovchoo, arguments):
    assert tovchoo(*arguments).returncode == 2


def test_no_package_at_all_is_an_error_in_the_package(tovchoo, tmp_path):
    done = tovchoo("load", tmp_path / "none")
    assert done.returncode == 1 and "no package at" in done.stderr


def test_the_package_is_valid_for_an_outsider(tovchoo):
    """Frictionless knows nothing of us: it reads the descriptor and holds every table against it."""
    script = (
        "import sys; from frictionless import Package; "
        "report = Package(sys.argv[1]).validate(); print(report.to_summary() if not report.valid else 'valid')"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, str(MONGOLIA / "datapackage.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "valid", done.stdout + done.stderr
