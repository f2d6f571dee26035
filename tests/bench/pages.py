"""Public pages: from the cache beside a static file, made anew beside Django's shortest answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from tests.bench.installations import BIN, Installation, engines, installation_with_example, run
from tests.bench.loads import Taken, Target, interleaved, rates
from tests.bench.servers import Server
from tests.bench.tables import ratios, say, spread, table, tell

PAGES = {
    "home": "/en/",
    "plan": "/en/plans/nap5/",
    "commitment": "/en/plans/nap5/commitments/4/",
    "report": "/en/plans/nap5/co-creation/",
}
ASKED = 20  # times, to see whether a page is made anew
WORKERS = 2
SHORTEST = "/shortest/"
KINDS = ("static", "warm", "shortest", "cold")
BR = "Accept-Encoding: br"


@dataclass(frozen=True)
class Servers:
    """The same installation thrice: its cache keeps pages, forgets them, or is not there, nor any middleware."""

    keeping: Server
    forgetting: Server
    bare: Server


def run_on(engine: str) -> None:
    """All tables of one engine."""
    with ExitStack() as stack:
        home = stack.enter_context(installation_with_example(engine))
        sizes = _write_static_twins(home)
        servers = Servers(*(stack.enter_context(_server(home, cache)) for cache in ("keeps", "forgets", "none")))
        for server in (servers.keeping, servers.forgetting, servers.bare):
            server.seconds_to("/healthz")
        _prove_static(servers.keeping, sizes)
        _prove_forgetting(servers.forgetting)
        marks = {path: _marks(servers.keeping, path) for path in PAGES.values()}
        tell(f"pages on {engine}")
        taken = interleaved(_targets(servers))
        _prove_kept(servers.keeping, marks)
        _say_all(engine, taken, servers)


def _server(home: Installation, cache: str) -> Server:
    return Server(home, DJANGO_SETTINGS_MODULE="tests.bench.settings", BENCH_CACHE=cache, PYTHONPATH=".")


def _write_static_twins(home: Installation) -> dict[str, int]:
    """Write each page among the static files, packed as they are; WhiteNoise looks for files when it starts."""
    folder = home.data / "static/bench"
    folder.mkdir()
    with _server(home, "keeps") as server:
        server.seconds_to("/healthz")
        for name, path in PAGES.items():
            (folder / f"{name}.html").write_bytes(server.get(path).body)
    run([str(BIN / "python"), "-m", "whitenoise.compress", "--quiet", str(folder)], home.env)
    return {name: (folder / f"{name}.html").stat().st_size for name in PAGES}


def _targets(servers: Servers) -> dict[str, Target]:
    """In the order of one round; what is compared stands side by side."""
    keeping, forgetting = servers.keeping, servers.forgetting
    found = {"bare": Target(servers.bare, SHORTEST)}
    for name, path in PAGES.items():
        found[f"static {name}"] = Target(keeping, f"/static/bench/{name}.html")
        found[f"warm {name}"] = Target(keeping, path)
        found[f"shortest {name}"] = Target(forgetting, SHORTEST)
        found[f"cold {name}"] = Target(forgetting, path)
    known = keeping.get(PAGES["home"]).headers["etag"]
    found["static br"] = Target(keeping, "/static/bench/home.html", (BR,))
    found["warm br"] = Target(keeping, PAGES["home"], (BR,))
    found["304"] = Target(keeping, PAGES["home"], (f"If-None-Match: {known}",))
    return found


# --- that it measures what it says ------------------------------------------------------------------------------------


def _demand(holds: bool, claim: str) -> None:
    if not holds:
        raise SystemExit(f"Not so: {claim}")


def _prove_static(server: Server, sizes: dict[str, int]) -> None:
    for name, size in sizes.items():
        answer = server.get(f"/static/bench/{name}.html")
        by_whitenoise = "last-modified" in answer.headers and "max-age" in answer.headers.get("cache-control", "")
        _demand(by_whitenoise and len(answer.body) == size, f"WhiteNoise serves the file of {name}")
    packed = server.get("/static/bench/home.html", accept_encoding="br")
    _demand(packed.headers.get("content-encoding") == "br", "WhiteNoise serves the packed file")


def _marks(server: Server, path: str) -> list[str]:
    return [server.get(path).headers["x-made"] for _time in range(ASKED)]


def _prove_forgetting(server: Server) -> None:
    for path in PAGES.values():
        _demand(len(set(_marks(server, path))) == ASKED, f"each cold request of {path} makes a page")


def _prove_kept(server: Server, before: dict[str, list[str]]) -> None:
    """After the load there is no newer making than before it, beside the first one of a worker not asked by then."""
    for path, marks in before.items():
        after = set(_marks(server, path))
        _demand(len(after | set(marks)) <= WORKERS, f"each worker made {path} once, for all warm requests")
    known = server.get(PAGES["home"]).headers["etag"]
    _demand(server.get(PAGES["home"], if_none_match=known).status == 304, "a known page is answered with 304")


# --- tables -----------------------------------------------------------------------------------------------------------


def _say_all(engine: str, taken: Taken, servers: Servers) -> None:
    table(
        f"Requests per second on {engine}",
        ["page", "bytes", "static file", "warm", "warm / static (aim ≥ 0.5)", "shortest answer", "cold",
         "cold / shortest (aim ≥ 0.1)"],
        [_row_of_rates(name, taken, servers) for name in PAGES],
    )  # fmt: skip
    table(
        f"Latency at 8 connections on {engine}, p50 / p99 in ms",
        ["page", "static file", "warm", "shortest answer", "cold"],
        [[name, *(_latency(taken, f"{kind} {name}") for kind in KINDS)] for name in PAGES],
    )
    table(
        f"CPU of the workers for one answer on {engine}, in ms",
        ["page", "static file", "warm", "shortest answer", "cold"],
        [[name, *(_work(taken, f"{kind} {name}") for kind in KINDS)] for name in PAGES],
    )
    table(f"Besides, on {engine}", ["what", "figure"], _rows_besides(taken, servers))


def _row_of_rates(name: str, taken: Taken, servers: Servers) -> list[str]:
    static, warm, shortest, cold = (rates(taken[f"{kind} {name}"]) for kind in KINDS)
    size = f"{len(servers.keeping.get(PAGES[name]).body):,}"
    return [name, size, spread(static), spread(warm), spread(ratios(warm, static), 2),
            spread(shortest), spread(cold), spread(ratios(cold, shortest), 3)]  # fmt: skip


def _latency(taken: Taken, name: str) -> str:
    return " / ".join(f"{median(getattr(each, share) for each in taken[name]):.1f}" for share in ("p50", "p99"))


def _work(taken: Taken, name: str) -> str:
    return spread([each.work for each in taken[name]], 2)


def _rows_besides(taken: Taken, servers: Servers) -> Iterator[list[str]]:
    known, packed, file = (rates(taken[name]) for name in ("304", "warm br", "static br"))
    shortest, bare = (rates(taken[name]) for name in ("shortest home", "bare"))
    yield ["home with `Accept-Encoding: br`, warm, requests per second", spread(packed)]
    yield ["the same as a static file", spread(file)]
    yield ["their ratio (aim ≥ 0.5)", spread(ratios(packed, file), 2)]
    yield ["home where the reader has it (304), requests per second", spread(known)]
    yield ["Django's shortest answer without any middleware, requests per second", spread(bare)]
    for name in PAGES:
        yield [f"cold {name} / that", spread(ratios(rates(taken[f"cold {name}"]), bare), 3)]
    yield ["shortest answer behind our middleware / that", spread(ratios(shortest, bare), 2)]
    for what, server in (("keeps", servers.keeping), ("forgets", servers.forgetting)):
        memory = " and ".join(f"{each:.0f}" for each in server.memory())
        yield [f"memory of the workers after the load, cache {what} pages (aim ≤ 100 MB each)", f"{memory} MB"]


# --- over the wire ----------------------------------------------------------------------------------------------------


def say_sizes() -> None:
    """Bytes of each page as it was asked for, and of all that a first visit fetches."""
    with installation_with_example(engines()[0]) as home, Server(home) as server:
        server.seconds_to("/healthz")
        table(
            "Bytes on the wire, without headers",
            ["page", "identity", "gzip", "br"],
            [
                [name, *(f"{_size(server, path, form):,}" for form in ("identity", "gzip", "br"))]
                for name, path in PAGES.items()
            ],
        )
        say(f"\n{_first_visit(server)}")


def _size(server: Server, path: str, form: str = "br") -> int:
    return len(server.get(path, accept_encoding=form).body)


def _first_visit(server: Server) -> str:
    page = server.get(PAGES["home"]).body.decode()
    parts = sorted(set(re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(/static/[^"]+)"', page)))
    styles = [server.get(path).body.decode() for path in parts if path.endswith(".css")]
    fonts = sorted(
        {f"/static/web/{path}" for style in styles for path in re.findall(r"url\([\"']?([^)\"']+\.woff2)", style)}
    )
    rest = _size(server, PAGES["home"]) + sum(_size(server, path) for path in parts)
    letters = sum(_size(server, path) for path in fonts)
    return (
        f"First visit of home with br: {rest:,} bytes in {1 + len(parts)} requests (aim ≤ 60 KB), "
        f"all fonts besides {letters:,} bytes in {len(fonts)} files (aim ≤ 90 KB), all from this host."
    )


def run_part() -> None:
    """The part `pages` of script/bench."""
    say("## Pages")
    for engine in engines():
        run_on(engine)
    say_sizes()
