"""From nothing to the first page: installing, migrating an empty database, starting, the first request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.installations import (
    BIN,
    ROOT,
    Installation,
    as_installed,
    engines,
    installation,
    installation_with_example,
    run,
)
from tests.bench.pages import PAGES
from tests.bench.servers import Connection, Server
from tests.bench.tables import say, spread, table, tell

ROUNDS = 3
AFTERWARDS = 50  # requests, to compare the first one with
LOCK = ROOT / "requirements.lock"
NOT_FROM_HERE = ("PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_EXTRA_INDEX_URL")  # wheels that lie on this machine
Seconds = dict[str, list[float]]


def run_part() -> None:
    """The part `start` of script/bench."""
    say("## Start")
    _say_start()
    _say_first_requests()
    _say_install()


def _say_start() -> None:
    with ExitStack() as stack:
        homes = [stack.enter_context(installation_with_example(engine)) for engine in engines()]
        taken: dict[str, Seconds] = {what: {home.engine: [] for home in homes} for what in MEASURES}
        for number in range(ROUNDS + 1):  # the first one only warms the machine's memory of files
            tell(f"start, round {number} of {ROUNDS}")
            for home in homes:
                for what, measure in MEASURES.items():
                    seconds = measure(home)
                    taken[what][home.engine] += [seconds] if number else []
        rows = [[what, *(spread(taken[what][home.engine], 2) for home in homes)] for what in MEASURES]
        table("Start, in seconds", ["what", *(home.engine for home in homes)], rows)


def _migrations(home: Installation) -> float:
    with installation(home.engine) as empty:
        return empty.does("migrate", "--verbosity", "0").seconds


def _first_page(home: Installation) -> float:
    with Server(home) as server:
        return server.seconds_to(PAGES["home"])


def _first_page_of_script(home: Installation) -> float:
    with Server(home, "exec script/server") as server:
        return server.seconds_to(PAGES["home"])


MEASURES = {
    "migrations of an empty database, the whole command (aim ≤ 5)": _migrations,
    "the server's process to the first page, existing database (aim ≤ 1.5)": _first_page,
    "`script/server` to the first page, existing database: it migrates, starts the worker": _first_page_of_script,
}


def _say_first_requests() -> None:
    """What a worker learns at the first request of each page: its templates compiled, its statements written."""
    rows = [row for engine in engines() for row in _first_requests(engine)]
    table("First request of a page in a worker, in ms, no page in the cache", ["page", "first", "later ones"], rows)


def _first_requests(engine: str) -> Iterator[list[str]]:
    with installation_with_example(engine) as home:
        for name, path in PAGES.items():
            with Server(
                home, DJANGO_SETTINGS_MODULE="tests.bench.settings", BENCH_CACHE="forgets", PYTHONPATH="."
            ) as server:
                server.seconds_to("/healthz")
                worker = Connection(server.port)
                worker.get("/healthz")
                first = worker.get(path).seconds
                later = [worker.get(path).seconds * 1000 for _time in range(AFTERWARDS)]
                yield [f"{name}, {engine}", f"{first * 1000:.0f}", f"{median(later):.1f}"]


# --- installing -------------------------------------------------------------------------------------------------------


def _say_install() -> None:
    env = {name: value for name, value in as_installed().items() if name not in NOT_FROM_HERE}
    env |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with TemporaryDirectory(prefix="tovchoo-bench-") as folder:
        there = Path(folder)
        tell("wheels of requirements.lock")
        run([str(BIN / "pip"), "download", *_locked(), "--dest", f"{there}/wheels"], env)
        wheels = list((there / "wheels").iterdir())
        tell("a fresh environment")
        seconds = [_installed(there / f"venv-{number}", env) for number in range(3)]
        rows = [
            ["wheels in requirements.lock (aim ≤ 60 MB)", f"{_megabytes(wheels):.1f} MB, {len(wheels)} wheels"],
            ["fresh environment from the registry, nothing cached (aim ≤ 30 s)", spread(seconds, 1, " s")],
            ["its size on disk (aim ≤ 200 MB)", f"{_megabytes((there / 'venv-0').rglob('*')):.0f} MB"],
        ]
        table("Install", ["what", "figure"], rows)


def _locked() -> list[str]:
    return ["--quiet", "--no-cache-dir", "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK)]


def _installed(venv: Path, env: dict[str, str]) -> float:
    began = time.perf_counter()
    run([str(BIN / "python"), "-m", "venv", str(venv)], env)
    run([str(venv / "bin/pip"), "install", *_locked()], env)
    return time.perf_counter() - began


def _megabytes(files: Iterator[Path] | list[Path]) -> float:
    return sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink()) / 1e6
