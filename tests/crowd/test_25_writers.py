"""A minute of typing by 25 people: 20 have a passage each, 5 write in one; through the real server, all at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.browser.running import ROOT, a_house, a_server
from tests.crowd.writers import PASSAGES, TOGETHER, Writer

SENDINGS = 30  # a minute, where each sends every other second


def told_by(env: dict[str, str], *what: str) -> dict[str, Any]:
    """What `writers` says of the installation."""
    env = env | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "tests.crowd.writers", *what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def all_write(folder: Path, sendings: int) -> tuple[list[Writer], dict[str, Any]]:
    """They write at the same time, each as fast as the server answers; what they know, and what became of it."""
    with a_house(folder) as env:
        told = told_by(env)
        writers = [Writer(f"w{chr(97 + n)}", each, told["path"], env) for n, each in enumerate(told["writers"])]
        with a_server(env, folder / "log"):
            threads = [Thread(target=each.write, args=(sendings,)) for each in writers]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
        return writers, told_by(env, "recount")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return all_write(tmp_path_factory.mktemp("writers"), SENDINGS)


def test_everybody_is_answered(written):
    writers, _told = written
    assert len(writers) == PASSAGES + TOGETHER
    assert Counter(status for each in writers for status in each.statuses) == {200: len(writers) * SENDINGS}


def test_no_acknowledged_word_is_lost_and_none_stands_twice(written):
    writers, told = written
    for each in writers:
        words = Counter(told["texts"][str(each.told["id"])].split())
        assert [word for word in each.acknowledged if words[word] != 1] == []


def test_each_finds_their_own_words_in_the_order_they_were_written(written):
    writers, told = written
    for each in writers:
        text = told["texts"][str(each.told["id"])]
        own = [word for word in text.split() if word.startswith(each.name)]
        assert own == each.acknowledged


def test_every_merge_is_explained_by_the_two_texts_it_was_made_of(written):
    _writers, told = written
    assert (told["unexplained"], told["gaps"]) == ([], []) and told["merges"] > 0
