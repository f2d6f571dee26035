"""Bodies that say nothing of their length, or lie about it, sent straight to the server as script/server starts it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.running import a_house, a_server

PIECE = b"a=" + b"x" * 65_534
SENT = 60_000_000  # bytes; what a form may hold is 2.5 MB
READ = 12_000_000  # bytes, at most: what a form may hold, and what lies in the buffers of both ends
GROWS = 25  # MB, at most
TOKEN = "a" * 32
GOOD = (f"Cookie: csrf={TOKEN}", f"X-CSRFToken: {TOKEN}")  # past the check for forged forms, so that it is read at all
PATHS = [
    "/en/workspace/account/sign-in/",
    "/en/workspace/account/passkeys/sign-in/",
    "/en/nowhere/",
    "/healthz",
    "/en/",
]


@dataclass
class Running:
    """A server on a port, and what its processes hold."""

    port: int
    pid: int

    def memory(self) -> float:
        """Of all its workers together, in MB."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        held = [line for pid in children for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in held if line.startswith("VmRSS:")) / 1000

    def post(self, path: str, *headers: str, pieces: Iterator[bytes]) -> tuple[int, int]:
        """What was answered (0: the line was cut), and how many bytes the server took until then."""
        head = "\r\n".join([f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *headers, "", ""])
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            took = 0
            with suppress(ConnectionError, TimeoutError):
                line.sendall(head.encode())
                for piece in pieces:
                    line.settimeout(5)  # a server that reads no further does not hold us up
                    line.sendall(piece)
                    took += len(piece)
            return self._answer(line), took

    def _answer(self, line: socket.socket) -> int:
        with suppress(ConnectionError, TimeoutError):
            told = line.recv(4096)
            return int(told.split()[1]) if told.startswith(b"HTTP/") else 0
        return 0


def in_chunks() -> Iterator[bytes]:
    for _each in range(SENT // len(PIECE)):
        yield b"%x\r\n%s\r\n" % (len(PIECE), PIECE)
    yield b"0\r\n\r\n"


def plain() -> Iterator[bytes]:
    yield from (PIECE for _each in range(SENT // len(PIECE)))


FORM = "Content-Type: application/x-www-form-urlencoded"
PARTS = "Content-Type: multipart/form-data; boundary=b"
LIES = {
    "no length": ((FORM, "Transfer-Encoding: chunked"), in_chunks),
    "no length, in parts": ((PARTS, "Transfer-Encoding: chunked"), in_chunks),
    "ten bytes": ((FORM, "Content-Length: 10"), plain),
    "a true length": ((FORM, f"Content-Length: {SENT}"), plain),
    "less than nothing": ((FORM, "Content-Length: -1"), plain),
    "no number": ((FORM, "Content-Length: many"), plain),
    "both": ((FORM, "Content-Length: 10", "Transfer-Encoding: chunked"), in_chunks),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Running]:
    data = tmp_path_factory.mktemp("bodies")
    with a_house(data) as env, a_server(env, data / "log") as process:
        yield Running(int(env["PORT"]), process.pid)


@pytest.mark.parametrize("lie", LIES)
def test_SEC_G6_no_body_grows_the_server_whatever_it_says_of_its_length(server, lie):
    headers, pieces = LIES[lie]
    for path in PATHS:
        server.post(path, *GOOD, "Content-Length: 0", pieces=iter([]))
    before = server.memory()
    answers = {path: server.post(path, *headers, *GOOD, pieces=pieces()) for path in PATHS}
    assert all(status < 500 for status, _took in answers.values()), answers  # a body without a length is an empty one
    assert server.memory() - before < GROWS, answers
    assert max(took for _status, took in answers.values()) < READ, answers


def test_SEC_O4_twenty_thousand_headers_of_one_name_are_refused(server):
    empty = (*GOOD, "Content-Length: 0")
    many = [f"X-Same: {number}" for number in range(20_000)]
    status, _took = server.post("/en/", *many, *empty, pieces=iter([]))
    assert status in (0, 400, 431)
    assert server.post("/en/", *empty, pieces=iter([]))[0] == 405  # and it answers the next one
