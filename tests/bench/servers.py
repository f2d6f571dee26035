"""The server that script/server starts, with the same flags, on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType

from tests.bench.installations import ROOT, Installation

PATIENCE = 30  # seconds until a server must answer
STEP = 0.005


@dataclass(frozen=True)
class Answer:
    """What came back, as it was on the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Connection:
    """One connection, kept open: all that it asks is answered by one worker."""

    def __init__(self, port: int) -> None:
        self.http = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; `accept_encoding="br"` is a header."""
        began = time.perf_counter()
        self.http.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = self.http.getresponse()
        body = answer.read()
        given = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, given, body, time.perf_counter() - began)


class Server:
    """A server that runs as long as its block. Of all processes it ends its own group only."""

    def __init__(self, installation: Installation, command: str = "", **env: str) -> None:
        self.port = _free_port()
        self.log = installation.data / f"server-{self.port}.log"
        self.command = command or f"exec {_line_of_script_server()}"
        self.env = installation.env | {"HOST": "127.0.0.1", "PORT": str(self.port)} | env

    def __enter__(self) -> Server:
        with self.log.open("wb") as log:
            self.began = time.perf_counter()
            self.process = subprocess.Popen(
                ["bash", "-c", self.command], cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(10)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, **headers: str) -> Answer:
        """One page over a connection of its own; anything but a page is the end of the bench."""
        answer = Connection(self.port).get(path, **headers)
        if answer.status not in (200, 304):
            raise SystemExit(f"{path}: {answer.status}\n{self.log.read_text()[-2000:]}")
        return answer

    def seconds_to(self, path: str) -> float:
        """From the start of the process until this page has come."""
        while time.perf_counter() < self.began + PATIENCE:
            try:
                self.get(path)
            except (OSError, HTTPException):
                time.sleep(STEP)
            else:
                return time.perf_counter() - self.began
        raise SystemExit(f"No answer in {PATIENCE} s.\n{self.log.read_text()[-2000:]}")

    def memory(self) -> list[float]:
        """What each worker holds now, resident, in MB."""
        return [_resident(pid) for pid in self.workers()]

    def processor(self) -> float:
        """Seconds of CPU that the workers have used."""
        return sum(_used(pid) for pid in self.workers())

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children]


def _line_of_script_server() -> str:
    """The line that starts the server, from the script itself: the flags cannot differ."""
    lines = (ROOT / "script/server").read_text().splitlines()
    found = next((line for line in lines if line.startswith(".venv/bin/granian ")), None)
    if found is None:
        raise SystemExit("script/server has no line that starts with .venv/bin/granian")
    return found


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1000


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
