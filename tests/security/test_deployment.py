"""Bound to anything but loopback: what the site then asks for, and what its answers and cookies look like."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]
PUBLIC = {
    "HOST": "0.0.0.0",
    "SECRET_KEY": "not-so-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "example.org",
    "SITE_URL": "https://example.org",
}
ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
answers = {}
browser = Client()
from django.contrib.staticfiles.storage import staticfiles_storage
public = ("/en/", "/en/workspace/account/sign-in/", "/en/nowhere/", "/en/workspace/", "/static/", "/api/v1/",
          "/data/record/people.csv", "/feeds/news.en.atom", "/healthz", staticfiles_storage.url("web/mark.svg"))
asked = [(path, True) for path in public]
for path, secure in [*asked, ("/en/", False), ("/en/news/", False), ("/api/v1/", False),
                     ("/data/record/people.csv", False)]:
    answer = browser.get(path, headers={"Host": "example.org"}, secure=secure)
    cookies = {name: dict(morsel) | {"": morsel.key} for name, morsel in answer.cookies.items()}
    answers[("" if secure else "http:") + path] = {
        "status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies}
posted = browser.post("/en/", headers={"Host": "example.org"}, secure=True)
answers["posted"] = {"status": posted.status_code, "headers": dict(posted.headers), "cookies": {}}
print(json.dumps(answers))
"""


def run(folder: Path, *command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with an environment of its own."""
    ours = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    ours |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"} | env
    return subprocess.run(command, env=ours, cwd=ROOT, check=False, capture_output=True, text=True)


def started(folder: Path, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-c", script, **env)


@pytest.fixture(scope="module")
def public(tmp_path_factory) -> Path:
    """The folder of an installation that is ready to be reached by everybody."""
    folder = tmp_path_factory.mktemp("public")
    for act in (("migrate",), ("collectstatic", "--noinput")):
        done = run(folder, ROOT / ".venv/bin/tovchoo", *act, "--verbosity", "0", **PUBLIC)
        assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def answers(public) -> dict[str, dict]:
    done = started(public, ASK, **PUBLIC)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_DEP_02_it_does_not_start_without_what_it_needs_and_names_it(tmp_path, missing):
    env = {name: value for name, value in PUBLIC.items() if name != missing}
    done = started(tmp_path, "import django; django.setup()", **env)
    assert done.returncode != 0 and missing in done.stderr


@pytest.mark.parametrize(("name", "value"), [
    ("SECRET_KEY", "abc"), ("SECRET_KEY", "a" * 60), ("SECRET_KEY", f"django-insecure-{PUBLIC['SECRET_KEY']}"),
    ("ALLOWED_HOSTS", "*"), ("ALLOWED_HOSTS", "example.org,*"), ("DEBUG", "1"),
])  # fmt: skip
def test_DEP_02_it_does_not_start_with_what_anybody_could_guess_or_open(tmp_path, name, value):
    done = started(tmp_path, "import django; django.setup()", **(PUBLIC | {name: value}))
    assert done.returncode != 0 and name in done.stderr.splitlines()[-1]
    at_home = started(tmp_path, "import django; django.setup()", **{name: value})
    assert at_home.returncode == 0, at_home.stderr[-500:]


def test_DEP_02_nor_on_a_database_that_every_user_of_the_machine_reads(tmp_path):
    begin = "import django; django.setup()"
    assert started(tmp_path, begin, **PUBLIC).returncode == 0
    kept = tmp_path / "tovchoo.sqlite3"
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.chmod(0o644)
    done = started(tmp_path, begin, **PUBLIC)
    assert done.returncode != 0 and "DATABASE_URL" in done.stderr.splitlines()[-1] and str(kept) in done.stderr
    assert started(tmp_path, begin).returncode == 0


def test_DEP_05_browsers_are_held_to_https(answers):
    assert "max-age=31536000; includeSubDomains" in answers["/en/"]["headers"]["Strict-Transport-Security"]
    for path in ("http:/en/", "http:/en/news/"):  # the first is at hand in the cache of pages
        assert answers[path]["status"] == 301 and answers[path]["headers"]["Location"].startswith("https://"), path
    for path in ("http:/api/v1/", "http:/data/record/people.csv"):
        assert answers[path]["status"] == 403, path


def test_DEP_06_cookies_belong_to_this_host_alone(answers):
    cookies = answers["/en/workspace/account/sign-in/"]["cookies"]
    assert cookies and all(name.startswith("__Host-") for name in cookies)
    for each in cookies.values():
        assert each["secure"] and each["httponly"] and each["samesite"] == "Lax"
        assert each["path"] == "/" and not each["domain"]


def test_DEP_03_DEP_07_every_answer_says_what_browsers_may_do_with_it(answers):
    assert {each["status"] for each in answers.values()} >= {200, 301, 302, 403, 404, 405}
    for path, each in answers.items():
        headers, is_data = each["headers"], path.removeprefix("http:").startswith(("/api/", "/data/", "/feeds/"))
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin" and "Permissions-Policy" in headers, path
        assert headers["Cross-Origin-Resource-Policy"] == ("same-site" if is_data else "same-origin"), path
        assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin"), path
        policy = set(headers["Content-Security-Policy"].split("; "))
        assert {"default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"} <= policy, path
        assert "unsafe" not in headers["Content-Security-Policy"], path


def test_DEP_07_a_page_with_a_key_in_its_address_tells_nobody_where_one_came_from(record):
    answer = Client().get("/en/welcome/" + "x" * 43 + "/")
    assert answer["Referrer-Policy"] == "same-origin"  # no-referrer would make browsers send Origin: null


def test_DEP_01_the_check_of_django_finds_nothing(public):
    check = "from django.core.management import call_command; import django; django.setup(); " \
            "call_command('check', deploy=True, fail_level='WARNING')"  # fmt: skip
    done = started(public, check, **PUBLIC)
    assert done.returncode == 0 and "0 silenced" in done.stdout + done.stderr, done.stderr[-500:]
