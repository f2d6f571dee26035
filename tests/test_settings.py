"""An installation is safe by itself: what it needs it says, and without it, it does not start."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def started(tmp_path, **environment):
    """What a fresh process says when it reads the settings."""
    given = {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]} | environment
    command = [sys.executable, "-c", "from config.settings import *; print(SECRET_KEY)"]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def test_on_loopback_it_starts_with_nothing_set(tmp_path):
    first, second = started(tmp_path), started(tmp_path)
    assert first.returncode == 0 and len(first.stdout.strip()) > 40 and first.stdout == second.stdout
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_bound_to_anything_else_it_refuses_to_start_and_names_the_setting(tmp_path, missing):
    given = {"HOST": "0.0.0.0", "SECRET_KEY": "the-key-of-ours-" * 4, "ALLOWED_HOSTS": "example.org"}
    del given[missing]
    answer = started(tmp_path, **given)
    assert answer.returncode != 0 and f"set {missing}" in answer.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("the-key-of-ours-" * 4)
    given = {"HOST": "0.0.0.0", "SECRET_KEY_FILE": str(tmp_path / "key"), "ALLOWED_HOSTS": "example.org"}
    assert started(tmp_path, **given).stdout.strip() == "the-key-of-ours-" * 4


def test_every_setting_is_told():
    read = set(re.findall(r'env(?:\.\w+)?\(f?"([A-Z_]+)', (ROOT / "config" / "settings.py").read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert not [name for name in read if not any(each.startswith(name) for each in told)]
