"""200 members vote at the same moment, each from two windows: on PostgreSQL in 8 processes of the server, on SQLite in
its threads. Every vote that was acknowledged is there, once, and the tally is what its entries say.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode

import pytest

from tests.browser.running import ROOT, a_house, a_server, tovchoo

MEMBERS, WINDOWS, PRESSES = 200, 2, 50
TOKEN = "c" * 32  # against forged forms: the same in cookie and form


def told_by(env: dict[str, str], *what: str) -> dict:
    """What `assembly` says of the installation."""
    env = env | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "tests.crowd.assembly", *what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def press(env: dict[str, str], session: str, motion: str, option: str, start: Barrier, answers: list) -> None:
    """One window: the connection is there, everybody waits for everybody, then the button."""
    connection = HTTPConnection(env["HOST"], int(env["PORT"]), timeout=120)
    body = urlencode(
        {"option": option, "csrfmiddlewaretoken": TOKEN, "sending": f"{id(answers)}-{session}-{id(connection)}"}
    )
    headers = {"Cookie": f"session={session}; csrf={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    start.wait(60)
    connection.request("POST", f"/en/workspace/motions/{motion}/vote/", body, headers)
    answers.append((session, connection.getresponse().status))
    connection.close()


def all_at_once(env: dict[str, str], motion: str, presses: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """All press together, (session, option) each; the answers."""
    start, answers = Barrier(len(presses)), []
    threads = [Thread(target=press, args=(env, session, motion, option, start, answers)) for session, option in presses]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


@pytest.fixture(scope="module")
def voted(tmp_path_factory):
    """Both motions are voted on by everybody at once: one in the open, one hidden."""
    data = tmp_path_factory.mktemp("assembly")
    workers = "8" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "2"
    with a_house(data, WORKERS=workers) as env:
        assembly = told_by(env, str(MEMBERS))
        answers, chosen = {}, {}
        with a_server(env, data / "log"):
            for motion, options in assembly["motions"].items():
                chosen[motion] = {key: options[n % 3] for n, key in enumerate(assembly["sessions"])}
                answers[motion] = all_at_once(env, motion, list(chosen[motion].items()) * WINDOWS)
            motion, options = assembly["of_one"]
            of_one = all_at_once(env, motion, [(assembly["sessions"][0], options[0])] * PRESSES)
        tovchoo(env, "check")
        counted = told_by(env, "recount")
        yield chosen, answers, counted, (of_one, counted.pop(motion))


def test_nobody_is_refused_and_nothing_breaks(voted):
    _chosen, answers, _counted, _one = voted
    for said in answers.values():
        assert Counter(status for _session, status in said) == {302: MEMBERS * WINDOWS}


def test_200_votes_each_counted_once_as_it_was_cast(voted):
    chosen, _answers, counted, _one = voted
    for motion, told in counted.items():
        assert len(told["votes"]) == MEMBERS and told["voters"] == MEMBERS + 2  # Bat and Tsetseg kept silent
        assert Counter(told["votes"].values()) == Counter(chosen[motion].values())
        assert told["left_in_the_box"] == 0


def test_the_tally_is_what_a_recount_from_the_entries_gives(voted):
    chosen, _answers, counted, _one = voted
    for motion, told in counted.items():
        assert told["tally"] == told["recount"] == Counter(chosen[motion].values())


def test_the_ledger_has_one_entry_for_each_vote(voted):
    _chosen, _answers, counted, _one = voted
    assert {told["recorded"] for told in counted.values()} == {MEMBERS}
    assert sorted(told["sealed"] for told in counted.values()) == [0, MEMBERS]


def test_SEC_Q1_one_seat_has_one_vote_from_however_many_windows(voted):
    answers, counted = voted[3]
    assert Counter(status for _session, status in answers) == {302: PRESSES}
    assert len(counted["votes"]) == counted["recorded"] == 1 and sum(counted["recount"].values()) == 1
