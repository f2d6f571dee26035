"""A mail server on this machine: it keeps what it is given, and can be told how to fail."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from html.parser import HTMLParser
from unittest.mock import patch

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail.utils import DNS_NAME
from django.test import override_settings

IN_THE_MIDDLE, BEFORE_IT_ANSWERS = "in the middle", "before it answers"


@dataclass
class Received:
    """A letter as it came over the wire."""

    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def headers(self) -> list[str]:
        return sorted(email.message_from_bytes(self.raw).keys())

    @property
    def subject(self) -> str:
        return str(self.message["Subject"]).strip()

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self) -> Html:
        return Html(self.message.get_body(("html",)).get_content())

    @property
    def links(self) -> list[str]:
        return re.findall(r"https?://\S+", self.text)


class Html(HTMLParser):
    """What an HTML part is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.parts: dict[str, str] = {}  # by language
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "div":
            self.parts[dict(attrs)["lang"]] = ""

    def handle_data(self, data):
        if self.parts:
            self.parts[next(reversed(self.parts))] += data

    @property
    def links(self) -> list[str]:
        return [given["href"] for tag, given in self.elements if tag == "a"]


@dataclass
class PostOffice:
    """What it was given, and how it behaves: told by the test."""

    received: list[Received] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)  # what it answers to a recipient
    answer: str = "250 OK"  # to a whole letter
    hangs_up: str = ""
    visits: int = 0

    def __post_init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.opened: Controller | None = None

    def open(self) -> None:
        self.opened = Desk(self, hostname="127.0.0.1", port=self.port)
        self.opened.start()

    def close(self) -> None:
        if self.opened:
            self.opened.stop()
        self.opened = None

    @property
    def recipients(self) -> list[str]:
        return [each for letter in self.received for each in letter.recipients]

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.visits += 1
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.received.append(Received(list(envelope.rcpt_tos), envelope.content))
        if self.hangs_up == BEFORE_IT_ANSWERS:
            _hang_up(server)
        return self.answer


class Clerk(SMTP):
    async def smtp_DATA(self, arg):
        if self.event_handler.hangs_up != IN_THE_MIDDLE:
            return await super().smtp_DATA(arg)
        await self.push("354 Go on")
        await self._reader.readline()
        return _hang_up(self)


class Desk(Controller):
    def factory(self):
        return Clerk(self.handler, **self.SMTP_kwargs)


def _hang_up(server: SMTP) -> None:
    server.transport.abort()
    raise asyncio.CancelledError


@contextmanager
def a_post_office() -> Iterator[PostOffice]:
    """It is open, and letters go there."""
    office = PostOffice()
    there = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    plainly = {"EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": "", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}
    with (
        override_settings(**there, **plainly, EMAIL_PORT=office.port),
        patch.object(DNS_NAME, "_fqdn", "localhost", create=True),
    ):
        office.open()
        try:
            yield office
        finally:
            office.close()
