"""The real product, started as people start it, and a real browser to read it with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import sync_playwright
from psycopg import sql

from tests.browser.chromium import launched, opened
from tests.browser.walk import LANGUAGES, pages

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LONGEST_START = 30  # seconds


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a running site with the record of Plan V, on the kind of database that DATABASE_URL names."""
    data = tmp_path_factory.mktemp("site")
    with a_database(data) as url, a_free_port() as port:
        env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        env |= {"DATABASE_URL": url, "DATA_DIR": str(data), "HOST": "127.0.0.1", "PORT": port}
        for act in (["migrate", "--verbosity=0"], ["load", "examples/mongolia-nap5"], ["collectstatic", "--noinput"]):
            done = subprocess.run([BIN / "tovchoo", *act], cwd=ROOT, env=env, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
        with a_server(env, data / "log"):
            yield f"http://127.0.0.1:{port}"


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
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    yield str(port)


@contextmanager
def a_server(env: dict[str, str], log: Path) -> Iterator[None]:
    """Granian as script/server starts it, from its first answer to its end."""
    where = ["--interface", "wsgi", "--host", env["HOST"], "--port", env["PORT"]]
    strength = ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
    command = [BIN / "granian", *where, *strength, "config.wsgi:application"]
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out) as server:
        try:
            until_healthy(server, f"http://{env['HOST']}:{env['PORT']}/healthz", log)
            yield
        finally:
            server.terminate()


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


@pytest.fixture(scope="session")
def kinds(site):
    """The kinds of pages, with the path of one of each: {"en": {"web:plan": "/en/plans/nap5/", …}, …}."""
    return {language: pages(site, language) for language in LANGUAGES}


@pytest.fixture(scope="package")  # Playwright keeps an event loop in this thread, beside which Django asks no database
def browser():
    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium


@pytest.fixture
def reader(browser, site):
    """Somebody who sits down before the site: `reader(width=360, color_scheme="dark")` is an empty page to go from."""
    with ExitStack() as readers:
        yield lambda **wishes: readers.enter_context(opened(browser, site, **wishes))
