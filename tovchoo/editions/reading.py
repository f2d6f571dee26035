"""Our DOCX read back, as Word or LibreOffice left it: which paragraphs stand under which bookmark, which under none.

Nothing in the file is run, fetched or followed, and none of it is unpacked to disk. What was checked when the file came
in (macros, entities, bombs) is not trusted to stay: what is read here is read within limits of its own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from lxml import etree

from tovchoo.people.spreadsheet import Unreadable

from . import marks
from .prose import Block, Run, tidy
from .remarks import Remark, remark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_BYTES = 60_000_000  # of one part of the file, unpacked
MOST_DOUBTS = 200
PICTURES = ("drawing", "pict", "object")
LEVEL = re.compile(r"\d")
BROKEN = (BadZipFile, KeyError, zlib.error, EOFError, etree.LxmlError, NotImplementedError, RuntimeError)


@dataclass
class Line:
    """A paragraph, and where it stands."""

    block: Block
    style: str
    under: list[str] = field(default_factory=list)  # bookmarks
    near: str = ""  # the last bookmark before it, wherever that is
    after: str = ""  # where there is none: the last one before it, in the same cell or in the text
    row: int = 0  # of a table; 0: not in one
    cell: int = 0
    table: int = 0


@dataclass
class Read:
    """What a file holds."""

    lines: list[Line] = field(default_factory=list)
    ours: list[Line] = field(default_factory=list)  # in the styles of what we print beside the text of the plan
    names: set[str] = field(default_factory=set)  # all bookmarks of ours
    rows: dict[int, set[str]] = field(default_factory=dict)  # the bookmarks of each row
    tables: dict[int, set[str]] = field(default_factory=dict)
    doubts: list[Remark] = field(default_factory=list)


def read(file: BinaryIO) -> Read:
    """All that the file says. Raises `Unreadable`."""
    try:
        with ZipFile(file) as container:
            return _Reader(container).read()
    except BROKEN:
        raise Unreadable(_("The file is no document that can be read. Save it as .docx without a password."))


class _Reader:
    """Goes through the document once."""

    def __init__(self, container: ZipFile) -> None:
        self.container, self.made = container, Read()
        self.names = {
            each.get(f"{W}styleId"): str(each.find(f"{W}name").get(f"{W}val"))
            for each in self.part("word/styles.xml").iter(f"{W}style")
            if each.find(f"{W}name") is not None
        }
        self.lists = self.kinds_of_lists()
        self.links = self.addresses()
        self.named: dict[str, str] = {}  # bookmarks by their numbers
        self.open: dict[str, bool] = {}  # those that run here
        self.held = set[str]()  # bookmarks under which a paragraph stands already
        self.last, self.near, self.is_ours = "", "", False
        self.counted = [0, 0]  # rows, tables
        self.seen = set[str]()  # kinds of doubts that are said once

    def part(self, name: str) -> Any:
        """A part of the file as XML; an empty one where it is not there."""
        if name not in self.container.namelist():
            return etree.Element("none")
        with self.container.open(name) as stored:
            content = stored.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Unreadable(_("The file is too large once it is unpacked."))
        safely = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        root = etree.fromstring(content, safely)
        if root.getroottree().docinfo.doctype:
            raise Unreadable(_("The file is no document that can be read. Save it as .docx without a password."))
        return root

    def read(self) -> Read:
        body = self.part("word/document.xml").find(f"{W}body")
        if body is None:
            raise BadZipFile("no text")
        self.content(body, row=0, cell=0, table=0, deep=0)
        self.comments()
        return self.made

    # --- from the outside in

    def content(self, held: Any, *, row: int, cell: int, table: int, deep: int) -> None:
        """What stands in the text, in a cell, in a frame of content."""
        for each in held:
            tag = each.tag.removeprefix(W) if isinstance(each.tag, str) else ""
            if tag == "p":
                self.paragraph(each, row=row, cell=cell, table=table)
            elif tag == "tbl" and deep:
                text = "".join(each.itertext(f"{W}t"))
                self.doubt(noop("A table within a table was not read: “%(text)s”."), text=text)
            elif tag == "tbl":
                self.table(each)
            elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                self.content(each, row=row, cell=cell, table=table, deep=deep)
            else:
                self.mark(each, row, table)

    def table(self, held: Any) -> None:
        self.counted[1] += 1
        for each in held.iter(f"{W}tr"):
            if next(each.iterancestors(f"{W}tbl")) is not held:
                continue
            self.counted[0] += 1
            number = self.counted[0]
            cells = [cell for cell in each.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is each]
            for at, cell in enumerate(cells):
                self.last = ""
                self.content(cell, row=number, cell=at, table=self.counted[1], deep=1)
                self.open.clear()  # none of ours leads out of a cell
        self.last = ""

    def paragraph(self, held: Any, *, row: int, cell: int, table: int) -> None:
        """Its words, and the bookmarks that it stands under: one that ends before a word is of that above."""
        style, under, began, runs = self.style(held), dict(self.open), set[str](), list[Run]()
        self.is_ours = style in marks.FURNITURE
        for each in self.inner(held):
            if isinstance(each, Run):
                runs.append(each)
                continue
            name = self.mark(each, row, table)
            if name in self.open:
                under[name] = True
                began.add(name)
            elif name in under and name not in began and not runs and name in self.held:
                del under[name]
        self.held |= set(under)
        kind, level = self.kind(held, style)
        line = Line(Block(kind, tuple(runs), level), style, list(under), self.near, self.last, row, cell, table)
        if self.is_ours:
            self.last = self.last or next(iter(under), "")
            self.made.ours += [line] if line.block.text.strip() else []
            return
        self.last = line.under[-1] if line.under else self.last
        if line.under or line.block.text.strip():
            self.made.lines.append(line)

    def inner(self, held: Any, link: str = "") -> Iterator[Any]:
        """Runs and bookmarks in their order. What was struck out is not there; what was put in is."""
        for each in held:
            tag = each.tag.removeprefix(W) if isinstance(each.tag, str) else ""
            if tag == "r":
                yield from self.run(each, link)
            elif tag in ("bookmarkStart", "bookmarkEnd"):
                yield each
            elif tag == "hyperlink":
                yield from self.inner(each, self.links.get(each.get(f"{R}id") or "", ""))
            elif tag in ("del", "moveFrom"):
                self.changed()
            elif tag in ("ins", "moveTo"):
                self.changed()
                yield from self.inner(each, link)
            elif tag in ("sdt", "sdtContent", "fldSimple", "smartTag", "customXml"):
                yield from self.inner(each, link)

    def run(self, held: Any, link: str) -> Iterator[Run]:
        looks = held.find(f"{W}rPr")
        bold, italic = (_is_on(looks, name) for name in ("b", "i"))
        for each in held:
            tag = each.tag.removeprefix(W) if isinstance(each.tag, str) else "?"
            text = {"t": each.text or "", "tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}.get(tag, "")
            if text:
                yield Run(text, bold, italic, link)
            elif (tag in PICTURES or tag.endswith("AlternateContent")) and not self.is_ours:
                self.once("picture", noop("Pictures, drawings and text boxes in the text were not read."))
            elif tag in ("footnoteReference", "endnoteReference"):
                self.once("footnote", noop("Footnotes were not read."))

    def mark(self, held: Any, row: int, table: int) -> str:
        """A bookmark of ours begins or ends: its name. LibreOffice begins some of them again where they end."""
        number = held.get(f"{W}id") or ""
        if held.tag == f"{W}bookmarkStart":
            name = held.get(f"{W}name") or ""
            if not name.startswith("tov_"):
                return ""
            self.named[number] = name
            if name not in self.made.names:
                self.open[name], self.near = True, name
                self.made.names.add(name)
                self.made.rows.setdefault(row, set()).add(name)
                self.made.tables.setdefault(table, set()).add(name)
            return name
        if held.tag == f"{W}bookmarkEnd":
            name = self.named.pop(number, "")
            self.open.pop(name, None)
            return name
        return ""

    # --- what a paragraph is

    def style(self, held: Any) -> str:
        told = held.find(f"{W}pPr/{W}pStyle")
        return self.names.get(told.get(f"{W}val"), "") if told is not None else ""

    def kind(self, held: Any, style: str) -> tuple[str, int]:
        if style == "Plan Subheading":
            return "heading", 0
        for name, kind in (("List Bullet", "bullet"), ("List Number", "number")):
            if style.startswith(name):
                deep = LEVEL.search(style)
                return kind, max(int(deep[0]) - 1, 0) if deep else 0
        number = held.find(f"{W}pPr/{W}numPr/{W}numId")
        level = held.find(f"{W}pPr/{W}numPr/{W}ilvl")
        depth = level.get(f"{W}val", "0") if level is not None else "0"
        if number is not None and (kind := self.lists.get((number.get(f"{W}val"), depth), "")):
            return kind, min(int(depth), 2) if depth.isdecimal() else 0
        return "paragraph", 0

    def kinds_of_lists(self) -> dict[tuple[str, str], str]:
        """Whether a list of the file has numbers or dots, for each of its levels."""
        root, made = self.part("word/numbering.xml"), dict[tuple[str, str], str]()
        looks = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
        for each in root.iter(f"{W}num"):
            told = each.find(f"{W}abstractNumId")
            look = looks.get(told.get(f"{W}val")) if told is not None else None
            for level in look.iter(f"{W}lvl") if look is not None else ():
                form = level.find(f"{W}numFmt")
                kind = form.get(f"{W}val") if form is not None else "none"
                if kind != "none":
                    made[each.get(f"{W}numId"), level.get(f"{W}ilvl")] = "bullet" if kind == "bullet" else "number"
        return made

    def addresses(self) -> dict[str, str]:
        root = self.part("word/_rels/document.xml.rels")
        return {each.get("Id"): each.get("Target") for each in root if (each.get("Type") or "").endswith("/hyperlink")}

    # --- what is said about it

    def comments(self) -> None:
        for each in self.part("word/comments.xml").iter(f"{W}comment"):
            text = "".join(each.itertext(f"{W}t"))
            self.doubt(noop("A comment in the file: “%(text)s”."), text=text)

    def changed(self) -> None:
        self.once("changes", noop("The file has tracked changes. It was read as if all of them were accepted."))

    def once(self, kind: str, says: str) -> None:
        if kind not in self.seen:
            self.seen.add(kind)
            self.made.doubts.append(remark(says))

    def doubt(self, says: str, *, text: str) -> None:
        if len(self.made.doubts) < MOST_DOUBTS:
            self.made.doubts.append(remark(says, text=shortened(text)))


def shortened(text: str) -> str:
    """Enough of a text to find it again."""
    words = " ".join(text.split())
    return words if len(words) <= 120 else f"{words[:119]}…"


def _is_on(looks: Any, name: str) -> bool:
    told = looks.find(f"{W}{name}") if looks is not None else None
    return told is not None and told.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def blocks_under(lines: list[Line]) -> list[Block]:
    """What stands there, as it is written."""
    return tidy(line.block for line in lines)
