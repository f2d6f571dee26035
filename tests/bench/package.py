"""The data package: checking a large one with faults, loading and exporting a sound one."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.installations import EXAMPLE, Done, Installation, engines, installation
from tests.bench.tables import say, spread, table, tell

ROUNDS = 3
ROWS, WRONG = 100_000, 1_000  # to be checked
SOUND = 20_000  # to be loaded and exported
SAID = """иргэн төсөв хяналт мэдээлэл ил тод байдал санал ажлын хэсэг төлөвлөгөө амлалт хугацаа яам сум баг хурал
шийдвэр тайлан нээлттэй өгөгдөл худалдан авах ажиллагаа бүртгэл оролцоо үнэлгээ шударга ёс эрх үүрэг үйлчилгээ"""
Row = dict[str, str]
FAULTS: tuple[Row, ...] = (  # each is one error
    {"received": "2023-13"},
    {"author_organisation": "nobody-here"},
    {"listed_as": "friend"},
    {"count": "twelve"},
    {"author_kind": ""},
    {"id": "Not an id"},
)


def run_part() -> None:
    """The part `package` of script/bench."""
    say("## Package")
    with _package(ROWS, WRONG) as wrong, _package(SOUND, 0) as sound, ExitStack() as stack:
        homes = [stack.enter_context(installation(engine)) for engine in engines()]
        for home in homes:
            home.does("migrate", "--verbosity", "0")
        rows = _rows_of_checks(wrong, homes[0])
        rows += [row for each in _writing(sound) for row in each]
    table("Packages, the whole command", ["what", "seconds", "peak memory, MB"], rows)


def _rows_of_checks(wrong: Path, home: Installation) -> list[list[str]]:
    tell(f"load --check of {ROWS:,} rows")
    done = [_checked(home, wrong) for _time in range(ROUNDS)]
    return [[f"`load --check` of {ROWS:,} rows, {WRONG:,} of them wrong (aim ≤ 60 s, ≤ 300 MB)", *_cost(done)]]


def _checked(home: Installation, package: Path) -> Done:
    """It must find exactly the faults that are there, each in its row."""
    done = home.tovchoo("load", "--check", str(package))
    found = [line for line in done.errors.splitlines() if line.startswith("error: ")]
    if done.code != 1 or len(found) != WRONG:
        raise SystemExit(f"{len(found)} of {WRONG} errors, exit {done.code}:\n{done.errors[-2000:]}")
    return done


def _writing(sound: Path) -> Iterator[list[list[str]]]:
    """Load into an empty database and export, and the same of the example: what grows with the rows shows itself."""
    for package, size in ((EXAMPLE, "the example"), (sound, f"{SOUND:,} rows")):
        taken: dict[tuple[str, str], list[Done]] = {}
        for number in range(1, ROUNDS + 1):
            for engine in engines():
                tell(f"load and export of {size} on {engine}, round {number} of {ROUNDS}")
                with installation(engine) as home:
                    home.does("migrate", "--verbosity", "0")
                    taken.setdefault(("load", engine), []).append(home.does("load", str(package)))
                    taken.setdefault(("export", engine), []).append(home.does("export", str(home.data / "out")))
        yield [[f"`{verb}` of {size} on {engine}", *_cost(done)] for (verb, engine), done in sorted(taken.items())]


def _cost(done: list[Done]) -> list[str]:
    return [spread([each.seconds for each in done], 1), spread([each.peak for each in done])]


# --- packages ---------------------------------------------------------------------------------------------------------


@contextmanager
def _package(rows: int, wrong: int) -> Iterator[Path]:
    """The example, with organisations, news and contributions until it has that many rows."""
    with TemporaryDirectory(prefix="tovchoo-bench-") as folder:
        package = Path(shutil.copytree(EXAMPLE, Path(folder) / "package"))
        missing = rows - sum(len(_read(file)) for file in package.glob("*.csv") if file.stem != "translations")
        made = {"organisations": missing // 10, "news": missing // 10}
        made["contributions"] = missing - sum(made.values())
        for name, number in made.items():
            _add(package / f"{name}.csv", MAKE[name], number, wrong if name == "contributions" else 0)
        yield package


def _add(file: Path, make: Callable[[int, random.Random], Row], number: int, wrong: int) -> None:
    """Rows at the end of a table, the wrong ones spread over them."""
    chance, faults = random.Random(5), cycle(FAULTS)
    with file.open(encoding="utf-8", newline="") as text:
        header = next(csv.reader(text))
    with file.open("a", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, header, restval="")
        for n in range(1, number + 1):
            is_wrong = wrong * n // number > wrong * (n - 1) // number
            writer.writerow(make(n, chance) | (next(faults) if is_wrong else {}))


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(SAID.split(), k=number))


def _organisation(n: int, chance: random.Random) -> Row:
    return {"id": f"bench-{n}", "name_mn": f"Байгууллага {n}", "name_en": f"Organisation {n}", "sector": "government"}


def _news(n: int, chance: random.Random) -> Row:
    texts = {"title_mn": _words(chance, 8), "excerpt_mn": _words(chance, 20), "text_mn": _words(chance, 120)}
    return {"id": f"bench-{n}", "date": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"} | texts


def _contribution(n: int, chance: random.Random) -> Row:
    said = {"received": f"2024-{n % 12 + 1:02}", "language": "mn", "text": _words(chance, 40), "count": "1"}
    author = {"author_kind": "organisation", "author_organisation": f"bench-{n % 500 + 1}", "listed_as": "government"}
    return {"id": f"bench-{n}", "plan": "nap5", "number": str(n + 1000), "channel": "web"} | said | author


MAKE = {"organisations": _organisation, "news": _news, "contributions": _contribution}
