"""The product as people start it: a database of its own, the server, the worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
from psycopg import sql

from tests.migrated import copied_to

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LONGEST_START = 60  # seconds, on a machine where much else goes on

Env = dict[str, str]


@contextmanager
def a_house(data: Path, **given: str) -> Iterator[Env]:
    """The environment of an installation that is ready to be served on http://localhost: its database is empty."""
    with a_database(data) as url, a_free_port() as port:
        env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        env |= {"DATABASE_URL": url, "DATA_DIR": str(data), "HOST": "127.0.0.1", "PORT": port}
        env |= {"SITE_URL": f"http://localhost:{port}", "PYTHONPATH": str(ROOT)} | given
        if url.startswith("sqlite"):
            copied_to(data / "tovchoo.sqlite3")
        tovchoo(env, "migrate", "--verbosity=0")
        tovchoo(env, "collectstatic", "--noinput")
        yield env


def tovchoo(env: Env, *act: str) -> str:
    """One command, to its end; what it printed."""
    done = subprocess.run([BIN / "tovchoo", *act], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told_by(env: Env, module: str) -> Any:
    """What a module of these tests makes inside the site, and tells of it."""
    code = f"from tests.browser.{module} import tell; tell()"
    return json.loads(tovchoo(env, "shell", "--no-imports", "-c", code))


@contextmanager
def a_database(data: Path) -> Iterator[str]:
    """One of its own: a file, or on the server of DATABASE_URL one that is dropped afterwards."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{data / 'tovchoo.sqlite3'}"
        return
    name, where = f"tovchoo_browser_{uuid.uuid4().hex[:12]}", urlsplit(given)
    with psycopg.connect(where._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield where._replace(path=f"/{name}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def a_free_port() -> Iterator[str]:
    """A port that nobody listens on, and that no other process is given while this one keeps it for its server."""
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as Granian does: it may listen beside us
        found.bind(("127.0.0.1", 0))
        yield str(found.getsockname()[1])


@contextmanager
def a_server(env: Env, log: Path) -> Iterator[subprocess.Popen]:
    """Granian as script/server starts it, from its first answer to its end."""
    where = ["--interface", "wsgi", "--host", env["HOST"], "--port", env["PORT"]]
    strength = ["--workers", env.get("WORKERS", "2"), "--blocking-threads", "4", "--log-level", "warning"]
    with _running([BIN / "granian", *where, *strength, "config.wsgi:application"], env, log) as server:
        until_healthy(server, f"http://{env['HOST']}:{env['PORT']}/healthz", log)
        yield server


@contextmanager
def a_worker(env: Env, log: Path) -> Iterator[None]:
    """What sends the letters."""
    with _running([BIN / "tovchoo", "worker"], env, log):
        yield


@contextmanager
def _running(command: list[str | Path], env: Env, log: Path) -> Iterator[subprocess.Popen]:
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out) as process:
        try:
            yield process
        finally:
            process.terminate()


def until_healthy(server: subprocess.Popen, url: str, log: Path) -> None:
    """Ask until it answers, for as long as a start may take."""
    late = time.monotonic() + LONGEST_START
    while time.monotonic() < late and server.poll() is None:
        try:
            with urlopen(url, timeout=1):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"The site does not start:\n{log.read_text()}")
