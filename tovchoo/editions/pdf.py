"""A version as a tagged PDF, set by typst: its words go there as data, part by part, into a folder of its own; what is
set in pieces is joined.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from tovchoo.kernel.languages import name as language_name
from tovchoo.kernel.localized import State

from .codes import square_code
from .content import FACTS, Chapter, Cover, Said, Step, in_language, said
from .prose import Block, blocks_of

HERE = Path(__file__).parent
STEPS = ("number", "milestone", "outputs", "start", "due", "lead", "supporters")
LONGEST = 300  # seconds
MOST_OF_A_PIECE = 700_000  # bytes of data: some 140 MB of memory


def write(to: IO[bytes], cover: Cover, parts: Iterable[Chapter], most: int = MOST_OF_A_PIECE) -> None:
    """The whole document, into a file. typst holds all that it sets in memory, so it is set in pieces."""
    with TemporaryDirectory(prefix="edition-") as folder:
        place, sizes, heads = Path(folder), list[int](), list[dict[str, str]]()
        for number, each in enumerate(parts, 1):
            part = _part(each, cover)
            sizes.append(_put(place / f"part-{number}.json", part))
            words = " / ".join(dict.fromkeys(head["t"] for head in part["heads"]))
            heads.append(part["heads"][0] | {"t": f"{part['over']} {words}".strip()})
        _put(place / "book.json", _book(cover))
        (place / "code.png").write_bytes(square_code(cover.address))
        shutil.copy(HERE / "plan.typ", place / "plan.typ")
        _set(place, str(int(datetime.combine(cover.made_on, time(), UTC).timestamp())), pieces_of(sizes, most), heads)
        with (place / "plan.pdf").open("rb") as made:
            shutil.copyfileobj(made, to)


def pieces_of(sizes: list[int], most: int) -> list[tuple[int, int]]:
    """The first and last part of each piece, which holds at least one."""
    made, held = list[tuple[int, int]](), 0
    for number, size in enumerate(sizes, 1):
        if made and held + size <= most:
            made[-1], held = (made[-1][0], number), held + size
        else:
            made.append((number, number))
            held = size
    return made


def _set(place: Path, moment: str, pieces: list[tuple[int, int]], heads: list[dict[str, str]]) -> None:
    """Piece by piece, each in a process of its own; the contents twice: they say on which page what begins."""
    front = ("typesetting.py", str(place), moment, "0", "1", "0", "1")
    _put(place / "contents.json", [each | {"page": 0} for each in heads])
    before, begin = json.loads(_run(*front))[0], list[int]()
    for piece, (first, last) in enumerate(pieces, 1):
        given = (piece, first, last, before + 1)
        pages, its = json.loads(_run("typesetting.py", str(place), moment, *map(str, given)))
        begin += [before + each + 1 for each in its]
        before += pages
    _put(place / "contents.json", [each | {"page": page} for each, page in zip(heads, begin, strict=True)])
    _run(*front)
    _run("joining.py", str(place), str(len(pieces) + 1))


def _run(script: str, *given: str) -> bytes:
    command = [sys.executable, "-I", str(HERE / script), *given]
    done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603  (our own)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _put(path: Path, told: Any) -> int:
    return path.write_bytes(json.dumps(told, ensure_ascii=False).encode())


def _book(cover: Cover) -> dict[str, Any]:
    own = cover.language
    told = []
    for code in cover.languages:
        told += [_in(code, cover.version(code)), _in(code, f"{said(code, 'date')}: {cover.on_paper(code)}")]
        told += [_in(code, cover.standing[code])] if code in cover.standing else []
    if cover.sha256:
        told.append(_in(own, f"{cover.in_all('hash')}: {cover.sha256}"))
    version = said(own, "version", number=cover.number)
    return {
        "title": in_language(cover.title, own), "subject": version, "language": own,
        "titles": [_in(code, in_language(cover.title, code)) for code in cover.languages], "told": told,
        "practice": cover.in_all("practice") if cover.is_practice else "", "foot": cover.foot,
        "address": cover.address, "leads_back": _each(cover, "leads_back"),
        "words": {
            "contents": cover.in_all("contents"), "milestones": _each(cover, "milestones"), "none": said(own, "none"),
            "steps": [_each(cover, word) for word in STEPS],
        },
    }  # fmt: skip


def _part(part: Chapter, cover: Cover) -> dict[str, Any]:
    own, title = cover.languages, part.title[0].text if part.title else part.heading
    made: dict[str, Any] = {
        "over": f"{part.commitment}." if part.commitment else "", "is_commitment": part.is_commitment,
        "heads": [_in(code if title.get(code) else title.original, _plain(in_language(title, code))) for code in own],
        "notes": [_note_of(part.title[0], code, own) for code in own if part.title and _told(part.title[0], code)],
        "columns": len(own),
    }  # fmt: skip
    if not part.is_commitment:
        made["rows"] = [row for field in part.fields for row in _rows(field.said, own)]
        return made
    made["facts"] = [{"name": _each(cover, name), "value": _fact(part.facts[name])} for name in FACTS]
    made["fields"] = [
        {"asked": _once([_in(code, in_language(each.title, code) or each.key) for code in own]),
         "rows": _rows(each.said, own)}
        for each in part.fields
    ]  # fmt: skip
    made["steps"] = [_step(each, own) for each in part.steps]
    return made


def _rows(passages: list[Said], own: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    return [[_passage(each, code, own) for code in own] for each in passages]


def _step(step: Step, own: tuple[str, ...]) -> dict[str, Any]:
    facts = step.facts
    supporters = _fact(facts["supporters"]) + _fact(facts["other_supporters"])
    return {
        "number": step.shown,
        "title": [_passage(each, code, own) for code in own for each in step.title],
        "outputs": [_passage(each, code, own) for code in own for each in step.outputs],
        "facts": [_fact(facts["start"]), _fact(facts["due"]), _fact(facts["lead"]), supporters],
    }


def _passage(each: Said, code: str, own: tuple[str, ...]) -> dict[str, Any]:
    """What it says in a language; where it says nothing there, the original, unless that stands beside it."""
    made: dict[str, Any] = {"l": code, "b": _blocks(str(each.text.get(code, "")))}
    if _told(each, code):
        made |= _note_of(each, code, own)
    if not made["b"] and each.text and each.text.original not in own:
        made |= {"o": each.text.original, "b": _blocks(str(each.text[each.text.original]))}
    return made


def _told(each: Said, code: str) -> bool:
    return bool(each.text) and each.state(code) in (State.MISSING, State.OUTDATED)


def _note_of(each: Said, code: str, own: tuple[str, ...]) -> dict[str, Any]:
    word = said(code, "missing" if each.state(code) == State.MISSING else "outdated")
    stands_in = each.state(code) == State.MISSING and each.text.original not in own
    named = f" {language_name(each.text.original)}:" if stands_in else ""
    return {"n": f"[{word}]{named}", "nl": code, "l": code, "b": _blocks(str(each.text.get(code, "")))}


def _blocks(text: str) -> list[dict[str, Any]]:
    return [_block(each) for each in blocks_of(text)]


def _block(block: Block) -> dict[str, Any]:
    runs = []
    for run in block.runs:
        made: dict[str, Any] = {"t": run.text}
        made |= {key: True for key, wanted in (("b", run.bold), ("i", run.italic)) if wanted}
        runs.append(made | ({"l": run.link} if _leads_out(run.link) else {}))
    return {"k": block.kind, "r": runs} | ({"d": block.level} if block.level else {})


def _leads_out(link: str) -> bool:
    """An address within the site is none in a file."""
    return link.startswith(("https://", "http://", "mailto:"))


def _plain(text: str) -> str:
    return " ".join(block.text for block in blocks_of(text))


def _fact(words: dict[str, str]) -> list[dict[str, str]]:
    """One line a language; of what is alike in all of them, one."""
    shown = list(words.items()) if len(set(words.values())) > 1 else list(words.items())[:1]
    return [_in(code, text) for code, text in shown if text]


def _each(cover: Cover, word: str) -> list[dict[str, str]]:
    return _once([_in(code, said(code, word)) for code in cover.languages])


def _once(lines: list[dict[str, str]]) -> list[dict[str, str]]:
    """What is the same in two languages stands once."""
    return list({line["t"]: line for line in reversed(lines)}.values())[::-1]


def _in(code: str, text: str) -> dict[str, str]:
    return {"l": code, "t": text}
