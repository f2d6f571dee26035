"""A version as a document for Word and LibreOffice, in the layout of OGP's template: written as it goes, part by part.

python-docx makes the frame: styles, the cover, the foot of each page. What follows may be long, and is written straight
into the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import count
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tovchoo.kernel.languages import name as language_name
from tovchoo.kernel.localized import Localized, State

from . import marks
from .codes import square_code
from .content import FACTS, Chapter, Cover, Said, Step, in_language, said
from .prose import Block, blocks_of

FONT = "Liberation Serif"  # has Ө and Ү; Word takes Times New Roman in its place, which has them too
REGIONS = {"mn": "mn-MN", "en": "en-GB", "ru": "ru-RU", "fr": "fr-FR"}
WIDTH = 9638  # of a line, in twentieths of a point: 17 cm
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
STYLES = {"bullet": "ListBullet", "number": "ListNumber", "heading": "PlanSubheading"}
LISTS = 500  # the number of our first list; Word's own are below
OF_A_LIST = re.compile(
    r'<w:abstractNum [^>]*w:abstractNumId="(\d+)"(?:(?!</w:abstractNum>).)*w:val="ListNumber"', re.DOTALL
)
TAG = re.compile(r"<[^>]+>")
MOST_LETTERS = 2500  # in a cell as wide as the page, of a row that stays whole
STEPS = (("number", 6), ("milestone", 23), ("outputs", 21), ("start", 10), ("due", 10), ("lead", 15),
         ("supporters", 15))  # fmt: skip


def write(to: IO[bytes], cover: Cover, heads: list[tuple[int, Localized, int | None]],
          parts: Iterable[Chapter]) -> None:  # fmt: skip
    """The whole document, into a file."""
    frame, pen = _frame(cover), _Pen(cover)
    with ZipFile(frame) as made, ZipFile(to, "w", ZIP_DEFLATED) as out:
        before, behind = _halves(made.read("word/document.xml").decode())
        with out.open("word/document.xml", "w") as body:
            for piece in (before, *pen.contents(heads)):
                body.write(piece.encode())
            for each in parts:
                body.write("".join(pen.chapter(each)).encode())
            body.write(behind.encode())
        for name in made.namelist():
            if name == "word/_rels/document.xml.rels":
                out.writestr(name, pen.with_links(made.read(name).decode()))
            elif name == "word/numbering.xml":
                out.writestr(name, pen.with_lists(made.read(name).decode()))
            elif name != "word/document.xml":
                out.writestr(name, made.read(name))


def _halves(document: str) -> tuple[str, str]:
    """What stands before the text, and behind it."""
    at = document.rindex("<w:sectPr")
    return document[:at], document[at:]


class _Pen:
    """Writes elements; remembers the numbers of bookmarks, and the addresses that the text links to."""

    def __init__(self, cover: Cover) -> None:
        self.cover, self.languages = cover, cover.languages
        self.ids, self.links = count(1000), dict[str, str]()
        self.lists = list[int]()  # the numbers of numbered lists: each begins at one

    def contents(self, heads: list[tuple[int, Localized, int | None]]) -> Iterator[str]:
        """A list of links, so that nothing asks to be brought up to date."""
        yield self.furniture(self.in_all("contents"), "PlanContents")
        for number, title, commitment in heads:
            words = " / ".join(dict.fromkeys(in_language(title, code) for code in self.languages))
            shown = f"{commitment}. {words}" if commitment else words
            anchor = marks.of_heading(number, self.cover.language)
            run = self.run(shown, self.cover.language)
            yield f'<w:p>{_style("PlanFurniture")}<w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink></w:p>'

    def chapter(self, part: Chapter) -> Iterator[str]:
        yield self.heading(part)
        if part.is_commitment:
            yield self.head_block(part)
            for each in part.fields:
                yield self.question(part, each.key, each.title, each.said)
            yield self.steps(part)
        else:
            for each in part.fields:
                yield self.passages(part, each.said)

    # --- headings and what is above them

    def heading(self, part: Chapter) -> str:
        """Each title a heading of its own, with its number above: what is typed in it is the title and nothing else."""
        made = []
        for at, code in enumerate(self.languages):
            if part.commitment and at == 0:
                words = said(code, "commitment", number=part.commitment)
                own = _style("PlanNumber", begins_a_page=True)
                made.append(f"<w:p>{own}{self.run(words, self.cover.language)}</w:p>")
            style = "Heading1" if at == 0 else "PlanSecondTitle"
            anchor = self.mark(marks.of_heading(part.number, code))
            if part.title:
                inner = self.blocks(part.title[0], part.number, code, style, before="".join(anchor))
            else:
                inner = self.paragraph(self.run(in_language(part.heading, code), code), style, before="".join(anchor))
            made.append(inner)
        return "".join(made)

    def head_block(self, part: Chapter) -> str:
        """Who leads and supports it, and when."""
        rows = [
            self.row([(30, self.label(name), True), (70, self.fact(part, None, name, part.facts[name]), False)])
            for name in FACTS
        ]
        return self.table([30, 70], "".join(rows)) + _gap()

    def question(self, part: Chapter, key: str, title: Localized, passages: list[Said]) -> str:
        """What the template asks, and what is answered: in each language a cell."""
        asked = "".join(self.furniture(in_language(title, code) or key, "PlanLabel", code) for code in self.languages)
        share = 72 // len(self.languages)
        cells = [(28, asked, True)]
        for code in self.languages:
            gap = self.gap(marks.of_gap(part.number, None, key, code))
            cells.append((share, self.in_cell(part, passages, code) or gap, False))
        return self.table([28] + [share] * len(self.languages), self.row(cells)) + _gap()

    def passages(self, part: Chapter, passages: list[Said]) -> str:
        """Of a section: line by line, or side by side."""
        if len(self.languages) == 1:
            return "".join(self.blocks(each, part.number, self.cover.language) for each in passages)
        share = 100 // len(self.languages)
        rows = [
            self.row([(share, self.blocks(each, part.number, code), False) for code in self.languages])
            for each in passages
        ]
        return self.table([share] * len(self.languages), "".join(rows)) + _gap() if rows else ""

    def steps(self, part: Chapter) -> str:
        """The milestones."""
        header = [(share, self.furniture(self.in_all(word), "PlanLabel"), True) for word, share in STEPS]
        start, end = self.mark(marks.of_steps(part.number))
        first = header[0]
        header[0] = (first[0], first[1].replace("<w:r>", f"{start}{end}<w:r>", 1), True)
        rows = [self.row(header, repeats=True), *(self.step(part, each) for each in part.steps)]
        title = self.furniture(self.in_all("milestones"), "PlanContents")
        return title + self.table([share for _word, share in STEPS], "".join(rows)) + _gap()

    def step(self, part: Chapter, step: Step) -> str:
        words = {"milestone": ("title", step.title), "outputs": ("outputs", step.outputs)}
        cells = []
        for name, share in STEPS:
            if name == "number":
                inner = self.furniture(step.shown, "PlanLabel")
            elif name in words:
                key, passages = words[name]
                inner = "".join(
                    self.in_cell(part, passages, code) or self.gap(marks.of_gap(part.number, step.number, key, code))
                    for code in self.languages
                )
            else:
                inner = self.fact(part, step, name, step.facts[name])
                if name == "supporters":
                    inner += self.fact(part, step, "other_supporters", step.facts["other_supporters"])
            cells.append((share, inner, False))
        return self.row(cells)

    # --- what stands in them

    def in_cell(self, part: Chapter, passages: list[Said], language: str) -> str:
        return "".join(self.blocks(each, part.number, language) for each in passages)

    def blocks(self, each: Said, part: int, language: str, style: str = "", before: str = "") -> str:
        """A passage in a language, between its marks; where there is none yet, the original above an empty line."""
        start, end = self.mark(marks.of_passage(part, each.number, language))
        state = each.state(language)
        note = self.note(each, part, language, state)
        blocks = blocks_of(str(each.text.get(language, ""))) if state != State.MISSING else []
        if not blocks:
            return note + self.paragraph("", style, before=before + start + end)
        made = []
        for at, block in enumerate(blocks):
            if block.kind == "number" and not block.level and (at == 0 or blocks[at - 1].kind == "paragraph"):
                self.lists.append(LISTS + len(self.lists))
            opens = before + start if at == 0 else ""
            closes = end if at == len(blocks) - 1 else ""
            made.append(self.block(block, language, style, opens, closes))
        return note + "".join(made)

    def note(self, each: Said, part: int, language: str, state: State) -> str:
        """How far to trust the words, where they are not those of the original."""
        if state not in (State.MISSING, State.OUTDATED) or not each.text:
            return ""
        told = f"[{said(language, 'missing' if state == State.MISSING else 'outdated')}]"
        original = each.text.original
        if state == State.OUTDATED:
            return self.furniture(told, language=language)
        start, end = self.mark(marks.of_note(part, each.number, language))
        if original in self.languages:
            return self.paragraph(start + self.run(told, language) + end, "PlanFurniture")
        *before, last = blocks_of(str(each.text[original])) or [Block("paragraph", ())]
        given = "".join(self.block(block, original, "PlanOriginal") for block in before)
        head = self.run(f"{told} {language_name(original)}:", language)
        given += self.block(last, original, "PlanOriginal", after=end)
        return self.paragraph(start + head, "PlanFurniture") + given

    def fact(self, part: Chapter, step: Step | None, name: str, words: dict[str, str]) -> str:
        """One paragraph a language; of what is alike in all of them, one."""
        made = []
        for code in self.languages if len(set(words.values())) > 1 else self.languages[:1]:
            start, end = self.mark(marks.of_fact(part.number, step.number if step else None, name, code))
            made.append(self.paragraph(start + self.run(words[code], code) + end, "PlanFact"))
        return "".join(made)

    def gap(self, name: str) -> str:
        return self.paragraph("".join(self.mark(name)))

    def label(self, name: str) -> str:
        words = {said(code, name): code for code in reversed(self.languages)}
        return "".join(self.furniture(word, "PlanLabel", code) for word, code in reversed(words.items()))

    def in_all(self, word: str) -> str:
        return self.cover.in_all(word)

    def furniture(self, words: str, style: str = "PlanFurniture", language: str = "") -> str:
        return self.paragraph(self.run(words, language or self.cover.language), style)

    # --- elements

    def block(self, block: Block, language: str, style: str, before: str = "", after: str = "") -> str:
        inner = "".join(
            self.run(run.text, language, bold=run.bold, italic=run.italic, link=run.link) for run in block.runs
        )
        own = STYLES.get(block.kind, "")
        deep = str(min(block.level + 1, 3)) if block.level and block.kind in ("bullet", "number") else ""
        numbered = self.lists[-1] if own == "ListNumber" and not deep and not style and self.lists else 0
        return self.paragraph(before + inner + after, style or (own + deep), numbered=numbered)

    def paragraph(self, inner: str, style: str = "", before: str = "", numbered: int = 0) -> str:
        return f"<w:p>{_style(style, numbered)}{before}{inner}</w:p>"

    def run(self, text: str, language: str, *, bold: bool = False, italic: bool = False, link: str = "") -> str:
        looks = ('<w:rStyle w:val="PlanLink"/>' if link else "") + "<w:b/>" * bold + "<w:i/>" * italic
        spoken = f"<w:lang w:val={quoteattr(REGIONS.get(language, language))}/>"
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(_legal(line))}</w:t>' for line in text.split("\n"))
        made = f"<w:r><w:rPr>{looks}{spoken}</w:rPr>{lines}</w:r>" if text else ""
        return f'<w:hyperlink r:id="{self.link(link)}">{made}</w:hyperlink>' if link and made else made

    def link(self, address: str) -> str:
        return self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")

    def with_links(self, relationships: str) -> str:
        """What the document names from outside, with the links of its text."""
        made = "".join(
            f'<Relationship Id="{key}" Type="{LINK}" Target={quoteattr(_legal(address))} TargetMode="External"/>'
            for address, key in self.links.items()
        )
        return relationships.replace("</Relationships>", f"{made}</Relationships>")

    def with_lists(self, numbering: str) -> str:
        """The lists of the frame, and each numbered one of the text, in the look of the first of Word's."""
        look = OF_A_LIST.search(numbering)
        made = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{look[1] if look else 0}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number in self.lists
        )
        return numbering.replace("</w:numbering>", f"{made}</w:numbering>")

    def mark(self, name: str) -> tuple[str, str]:
        number = next(self.ids)
        return (f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>')

    def table(self, shares: list[int], rows: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{WIDTH * share // 100}"/>' for share in shares)
        look = ('<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
                '<w:tblLayout w:type="fixed"/>'
                '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
                '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>')  # fmt: skip
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def row(self, cells: Iterable[tuple[int, str, bool]], *, repeats: bool = False) -> str:
        """Whole on its page, unless it is so long that this would leave half of the page before it empty."""
        cells = list(cells)
        is_long = any(_letters(inner) > MOST_LETTERS * share // 100 for share, inner, _is_head in cells)
        told = "<w:cantSplit/>" * (not is_long) + "<w:tblHeader/>" * repeats
        head = f"<w:trPr>{told}</w:trPr>" if told else ""
        return f"<w:tr>{head}{''.join(_cell(*each) for each in cells)}</w:tr>"


def _letters(inner: str) -> int:
    return len(TAG.sub("", inner))


def _cell(share: int, inner: str, is_head: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F4"/>' if is_head else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{WIDTH * share // 100}" w:type="dxa"/>{shade}</w:tcPr>{inner or "<w:p/>"}</w:tc>'


def _style(name: str, numbered: int = 0, *, begins_a_page: bool = False) -> str:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    page = "<w:pageBreakBefore/>" * begins_a_page
    return f'<w:pPr><w:pStyle w:val="{name}"/>{page}{number}</w:pPr>' if name else ""


def _gap() -> str:
    """Two tables that touch would be one."""
    return f"<w:p>{_style('PlanGap')}</w:p>"


def _legal(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each for each in text if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))


# --- the frame --------------------------------------------------------------------------------------------------------


def _frame(cover: Cover) -> BytesIO:
    """Styles, properties, the foot of the pages, and the cover."""
    made: Any = Document()
    _styles(made, cover)
    _properties(made, cover)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    foot = section.footer.paragraphs[0]
    foot.text, foot.style = f"{cover.foot} · ", made.styles["Plan Furniture"]
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    if cover.is_practice:
        section.header.paragraphs[0].text = cover.in_all("practice")
    _cover(made, cover)
    stored = BytesIO()
    made.save(stored)
    stored.seek(0)
    return stored


def _properties(made: Any, cover: Cover) -> None:
    properties, moment = made.core_properties, datetime.combine(cover.made_on, time(), UTC)
    properties.title, properties.language = in_language(cover.title, cover.language), cover.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.subject = said(cover.language, "version", number=cover.number)
    properties.identifier, properties.created, properties.modified = cover.address, moment, moment


def _cover(made: Any, cover: Cover) -> None:
    for at, code in enumerate(cover.languages):
        title = made.add_paragraph(in_language(cover.title, code), style="Title" if at == 0 else "Subtitle")
        if at == 0:
            _marked(title, marks.of_version(cover.number, cover.sha256))
    if cover.is_practice:
        made.add_paragraph(cover.in_all("practice"), style="Plan Number")
    for code in cover.languages:
        made.add_paragraph(cover.version(code), style="Plan Contents")
        made.add_paragraph(f"{said(code, 'date')}: {cover.on_paper(code)}", style="Plan Furniture")
        if code in cover.standing:
            made.add_paragraph(cover.standing[code], style="Plan Furniture")
    if cover.sha256:
        made.add_paragraph(f"{cover.in_all('hash')}: {cover.sha256}", style="Plan Furniture")
    for code in cover.languages:
        made.add_paragraph(said(code, "leads_back"), style="Plan Furniture")
    held = made.add_paragraph(style="Plan Furniture")
    picture = held.add_run().add_picture(BytesIO(square_code(cover.address)), width=Cm(3.5))
    picture._inline.docPr.set("descr", cover.address)
    made.add_paragraph(cover.address, style="Plan Furniture")


def _marked(paragraph: Any, name: str) -> None:
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{name}"/>')
    paragraph._p.insert(1, start)
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>'))


def _styles(made: Any, cover: Cover) -> None:
    """Ours beside those of Word, all with a letter that has Ө and Ү."""
    normal = made.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(10.5), Pt(6)
    for name in ("Plan Furniture", "Plan Label", "Plan Number", "Plan Contents", "Plan Original", "Plan Fact",
                 "Plan Second Title", "Plan Subheading", "Plan Gap"):  # fmt: skip
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.element.set(qn("w:styleId"), name.replace(" ", ""))
    looks = {"Plan Label": (9, True), "Plan Number": (9, True), "Plan Contents": (13, True), "Plan Fact": (9.5, False),
             "Plan Second Title": (14, False), "Plan Subheading": (11, True), "Plan Gap": (4, False)}  # fmt: skip
    for name, (size, bold) in looks.items():
        made.styles[name].font.size, made.styles[name].font.bold = Pt(size), bold
    for name in ("Plan Label", "Plan Fact"):
        made.styles[name].paragraph_format.space_after = Pt(3)
    for name in ("Plan Number", "Plan Contents", "Plan Second Title"):
        made.styles[name].paragraph_format.keep_with_next = True
    for name in ("Plan Furniture", "Plan Original"):
        made.styles[name].font.color.rgb = RGBColor(0x50, 0x58, 0x60)
    made.styles["Plan Original"].font.italic = True
    link = made.styles.add_style("Plan Link", WD_STYLE_TYPE.CHARACTER)
    link.element.set(qn("w:styleId"), "PlanLink")
    link.font.underline = True
    for style in made.styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER) and style.element.rPr is not None:
            fonts = style.element.rPr.find(qn("w:rFonts"))
            if fonts is not None:
                style.element.rPr.remove(fonts)
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        if child.tag in (qn("w:rFonts"), qn("w:lang")):
            defaults.remove(child)
    defaults.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{REGIONS.get(cover.language, cover.language)}"/>'))
