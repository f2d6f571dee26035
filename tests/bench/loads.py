"""Load from wrk: one thread, eight connections that stay open, for some seconds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.servers import Server
from tests.bench.tables import tell

ROUNDS = 3
SECONDS = 3
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Target:
    """What is asked for, again and again."""

    server: Server
    path: str
    headers: tuple[str, ...] = ()

    def load(self, seconds: int = SECONDS) -> Load:
        """One round. An error is not an answer: then there is no figure."""
        given = [part for header in self.headers for part in ("--header", header)]
        url = self.server.url(self.path)
        command = [
            "wrk",
            "--threads=1",
            "--connections=8",
            f"--duration={seconds}s",
            "--timeout=10s",
            "--latency",
            *given,
            url,
        ]
        before = self.server.processor()
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
        used = self.server.processor() - before
        answers = int(_found(r"(\d+) requests in", told))
        if not answers or "Non-2xx" in told or "Socket errors" in told:
            raise SystemExit(f"{url}: no answers, or errors:\n{told}")
        return Load(
            rate=float(_found(r"Requests/sec:\s+([\d.]+)", told)),
            p50=_latency("50", told),
            p99=_latency("99", told),
            work=used * 1000 / answers,
        )


@dataclass(frozen=True)
class Load:
    """Answers per second; in ms, how long the slowest of 50 and of 99 in a hundred took, and the CPU of one answer."""

    rate: float
    p50: float
    p99: float
    work: float


Taken = dict[str, list[Load]]


def interleaved(targets: Mapping[str, Target]) -> Taken:
    """Each target once a round, so that what disturbs the machine disturbs all."""
    for target in targets.values():
        target.load()
    taken: Taken = {name: [] for name in targets}
    for number in range(1, ROUNDS + 1):
        tell(f"round {number} of {ROUNDS}: {len(targets) * SECONDS} s")
        for name, target in targets.items():
            taken[name].append(target.load())
    return taken


def rates(loads: list[Load]) -> list[float]:
    return [each.rate for each in loads]


def _latency(share: str, told: str) -> float:
    value = _found(rf"\n\s+{share}%\s+([\d.]+(?:us|ms|s))\n", told)
    number = value.rstrip("mus")
    return float(number) * UNITS[value.removeprefix(number)]


def _found(pattern: str, told: str) -> str:
    found = re.search(pattern, told)
    if not found:
        raise SystemExit(f"wrk said something else than expected:\n{told}")
    return found[1]
