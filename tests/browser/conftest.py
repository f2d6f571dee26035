"""The real product, started as people start it, and a real browser to read it with."""

from __future__ import annotations

import re
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launched, opened
from tests.browser.office import Office
from tests.browser.post import MailBox
from tests.browser.running import a_house, a_server, a_worker, told_by, tovchoo
from tests.browser.walk import LANGUAGES, pages


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a running site with the record of Plan V, on the kind of database that DATABASE_URL names."""
    data = tmp_path_factory.mktemp("site")
    with a_house(data) as env:
        tovchoo(env, "load", "examples/mongolia-nap5")
        with a_server(env | {"SITE_URL": f"http://127.0.0.1:{env['PORT']}"}, data / "log"):
            yield f"http://127.0.0.1:{env['PORT']}"


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


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """A site where people are at work: the record of Plan V, and a practice office with invitations that wait."""
    data = tmp_path_factory.mktemp("office")
    with a_house(data) as env:
        tovchoo(env, "load", "examples/mongolia-nap5")
        told = told_by(env, "staff")
        with a_server(env, data / "log"):
            yield Office(site=env["SITE_URL"], **told)


@pytest.fixture
def visitor(browser, office):
    """Somebody who comes to the office: an empty page to go from."""
    with ExitStack() as visitors:
        yield lambda **wishes: visitors.enter_context(opened(browser, office.site, **wishes))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory):
    """An empty site with a server, a worker and a mail server."""
    data = tmp_path_factory.mktemp("nothing")
    with (
        MailBox() as mail,
        a_house(data, EMAIL_URL=f"smtp://127.0.0.1:{mail.port}") as env,
        a_server(env, data / "log"),
        a_worker(env, data / "log of the worker"),
    ):
        link = re.search(r"http\S+", tovchoo(env, "welcome"))[0]
        yield SimpleNamespace(site=env["SITE_URL"], link=link, mail=mail, env=env)
