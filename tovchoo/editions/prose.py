"""The Markdown of passages as blocks of runs, which every writer can set and the reader of a file gives back.

Two texts with the same blocks say the same, however their Markdown was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])
SIGNS = re.compile(r"([\\`*_\[\]<>])")
AT_START = re.compile(r"^(\s*)([#>+-]|\d+[.)]|={1,}|~{3,})", re.MULTILINE)
BLANKS = re.compile(r"[ \t\r\f\v]+")
SAFE = re.compile(r"(?:https?://|mailto:)\S+|/\S*|#\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """Words set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or an item of a list; `level` is how deep it stands."""

    kind: str  # paragraph, heading, bullet, number
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def blocks_of(text: str) -> list[Block]:
    """A text as it is to be set; what is empty is left out."""
    found, lists, kind = list[Block](), list[str](), "paragraph"
    for token in READER.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            kind = lists[-1]
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "inline":
            found.append(Block(kind, tuple(_runs(token.children or [])), max(0, len(lists) - 1)))
            kind = "paragraph"
        elif token.type in ("code_block", "fence"):
            found += [Block("paragraph", (Run(line),)) for line in token.content.splitlines()]
    return tidy(found)


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """With single blanks, none at either end, and runs that are set alike in one."""
    made = (Block(each.kind, tuple(_joined(each.runs)), each.level) for each in blocks)
    return [each for each in made if each.runs]


def markdown_of(blocks: Iterable[Block]) -> str:
    """Back to Markdown: reading it gives the same blocks."""
    lines, before = list[str](), ""
    for each in blocks:
        if lines and not (each.kind == before and each.kind in ("bullet", "number")):
            lines.append("")
        lines.append(_line(each))
        before = each.kind
    return "\n".join(lines)


def _line(block: Block) -> str:
    words = "".join(map(_marked, block.runs))
    deep = "   " * block.level
    begins = {"bullet": f"{deep}- ", "number": f"{deep}1. ", "heading": "### "}.get(block.kind, "")
    indented = words.replace("\n", "\\\n" + " " * len(begins))
    return begins + (indented if begins else AT_START.sub(_escaped_start, indented))


def _escaped_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{found[1]}\\{mark}"


def _marked(run: Run) -> str:
    """Marks stand close to words: blanks at either end go outside them."""
    said = run.text.strip()
    if not said:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    words = SIGNS.sub(r"\\\1", said).replace("&", "&amp;") if "&" in said else SIGNS.sub(r"\\\1", said)
    words = f"*{words}*" if run.italic else words
    words = f"**{words}**" if run.bold else words
    words = f"[{words}](<{run.link}>)" if run.link else words
    return f"{before}{words}{after}"


def _runs(tokens: Iterable[Any]) -> Iterator[Run]:
    now = Run("")
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            now = replace(now, bold=token.type.endswith("open"))
        elif token.type in ("em_open", "em_close"):
            now = replace(now, italic=token.type.endswith("open"))
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            now = replace(now, link=address if SAFE.fullmatch(address) else "")
        elif token.type == "link_close":
            now = replace(now, link="")
        elif token.type == "softbreak":
            yield replace(now, text=" ")
        elif token.type == "hardbreak":
            yield replace(now, text="\n")
        elif token.content:
            yield replace(now, text=token.content)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    merged = [
        replace(first, text="".join(each.text for each in same))
        for first, same in ((key, list(group)) for key, group in groupby(map(_loose, runs), key=_look))
    ]
    made, ended = list[Run](), True
    for run in merged:
        text = re.sub(r" ?\n ?", "\n", BLANKS.sub(" ", run.text))
        text = text.lstrip(" ") if ended else text
        if text:
            ended = text[-1] in " \n"
            made.append(replace(run, text=text))
    while made and not made[-1].text.rstrip():
        made.pop()
    if made:
        made[0], made[-1] = replace(made[0], text=made[0].text.lstrip()), made[-1]
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    yield from made


def _loose(run: Run) -> Run:
    """A blank has no look of its own."""
    return run if run.text.strip() else Run(run.text)


def _look(run: Run) -> Run:
    return replace(run, text="")
