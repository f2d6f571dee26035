"""The provider of the tests, and a browser that goes there and comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
from django.test import Client

ROOT = Path(__file__).parents[2]
HERE = "http://testserver"
SIGN_ON = "/en/workspace/account/joined/oidc/sign-in/"


@dataclass
class Provider:
    """Where it listens, and what it calls us."""

    port: int
    client_id: str
    secret: str

    def known_as(self, host: str) -> dict[str, Any]:
        """Our settings for it; by another host it is another issuer that has the same subjects."""
        app = {"provider_id": "oidc", "name": "Practice ID", "client_id": self.client_id, "secret": self.secret}
        app["settings"] = {"server_url": f"http://{host}:{self.port}/o"}
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def says(self, subject: int, name: str, email: str = "", *, verified: bool = False) -> None:
        """From now on, of this subject."""
        said = {"name": name, "email": email, "verified": "yes" if verified else ""}
        assert requests.post(f"http://127.0.0.1:{self.port}/citizens/{subject}/", said, timeout=20).ok


@contextmanager
def a_provider(folder: Path) -> Iterator[Provider]:
    """A process of its own, up when this begins."""
    command = [sys.executable, "-m", "tests.accounts.provider", f"{HERE}/sign-on/oidc/callback/"]
    given = {"PROVIDER_FOLDER": str(folder), "OAUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Provider(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


def way_back(url: str, name: str) -> str:
    """The address with which the provider sends back whoever signs in there."""
    with requests.Session() as there:
        answer = there.get(url, allow_redirects=False, timeout=20)
        while not (to := urljoin(answer.url, answer.headers["Location"])).startswith(HERE):
            answer = there.get(to, allow_redirects=False, timeout=20)
            if answer.ok and "Location" not in answer.headers:
                form = {"username": name, "password": name, "csrfmiddlewaretoken": there.cookies["csrftoken"]}
                answer = there.post(to, form, allow_redirects=False, timeout=20)
        return to.removeprefix(HERE)


def sign_on(client: Client, name: str, path: str = SIGN_ON) -> Any:
    """There and back in one browser; what we answer then."""
    return client.get(way_back(client.post(path)["Location"], name))


def is_in(client: Client) -> bool:
    return client.get("/en/workspace/").status_code == 200
