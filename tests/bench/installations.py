"""Installations to measure: a data folder and a database of their own, both gone afterwards."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parents[2]
BIN = ROOT / ".venv/bin"
EXAMPLE = ROOT / "examples/mongolia-nap5"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
OURS = ("DATABASE_URL", "DATA_DIR", "STORAGE_URL", "HOST", "PORT", "SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS",
        "LANGUAGES", "TIME_ZONE", "PRACTICE", "WORKERS", "DJANGO_SETTINGS_MODULE")  # fmt: skip
NOT_AS_INSTALLED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
numbers = count(1)


@dataclass(frozen=True)
class Done:
    """What a command cost."""

    seconds: float
    peak: float  # resident, in MB, of the largest of its processes
    code: int
    errors: str
    worked: float  # seconds of processors, of all its processes


@dataclass(frozen=True)
class Installation:
    """A data folder and a database, and the environment of all that runs in it."""

    engine: str
    data: Path
    env: dict[str, str] = field(repr=False)

    def tovchoo(self, *arguments: str, limit: int = 900) -> Done:
        """Run one command, as an operator would; how long it took and how large it grew."""
        began = time.perf_counter()
        with (self.data / "errors").open("w+b") as errors:
            command = [str(BIN / "tovchoo"), *arguments]
            child = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=errors)
            code, peak, worked = _waited(child, began + limit)
            errors.seek(0)
            return Done(time.perf_counter() - began, peak, code, errors.read().decode(), worked)

    def does(self, *arguments: str) -> Done:
        """The same, where nothing may go wrong."""
        done = self.tovchoo(*arguments)
        if done.code:
            raise SystemExit(f"tovchoo {' '.join(arguments)} on {self.engine}: {done.errors[-2000:]}")
        return done


def _waited(child: subprocess.Popen[bytes], until: float) -> tuple[int, float, float]:
    """The child's exit code, its peak and its seconds of processors; what takes longer than it may is ended."""
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, used.ru_maxrss / 1000, used.ru_utime + used.ru_stime
        if time.perf_counter() > until:
            child.kill()
        time.sleep(0.005)


def run(command: list[str], env: dict[str, str], limit: int = 600) -> None:
    """A program that must end well, in silence."""
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=limit)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")


def as_installed() -> dict[str, str]:
    """The environment without what sets up an installation, or makes Python other than it is in one."""
    return {name: value for name, value in os.environ.items() if name not in (*OURS, *NOT_AS_INSTALLED)}


@contextmanager
def installation(engine: str) -> Iterator[Installation]:
    """A new one, with nothing in it."""
    with TemporaryDirectory(prefix="tovchoo-bench-") as folder, _database(engine) as url:
        env = as_installed() | {"DATA_DIR": folder} | ({"DATABASE_URL": url} if url else {})
        yield Installation(engine, Path(folder), env)


@contextmanager
def installation_with_example(engine: str) -> Iterator[Installation]:
    """A new one with the example record and the static files, as script/server makes it."""
    with installation(engine) as made:
        made.does("load", str(EXAMPLE))
        made.does("collectstatic", "--noinput")
        yield made


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A server that answers, with an address of one of its databases."""

    url: str = field(repr=False)
    version: str = ""


@cache
def postgresql() -> Server | None:
    """The server of DATABASE_URL, else the one on this machine, if it lets us in."""
    given = os.environ.get("DATABASE_URL", "")
    url = given if given.startswith("postgres") else "postgres://postgres@127.0.0.1:5432/postgres"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return Server(url, f"{connection.info.server_version // 10000}.{connection.info.server_version % 10000}")
    except psycopg.OperationalError:
        if given.startswith("postgres"):
            raise
        return None


def engines() -> list[str]:
    return [SQLITE, POSTGRESQL] if postgresql() else [SQLITE]


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """The address of an empty database, dropped afterwards; nothing for SQLite, which makes its own."""
    server = postgresql()
    if engine == SQLITE or server is None:
        yield ""
        return
    name = f"tovchoo_bench_{os.getpid()}_{next(numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(server.url)._replace(path=f"/{name}"))
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: Server, statement: str) -> None:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(statement)
