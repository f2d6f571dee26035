"""Papers: what the record says, as a document for Word or LibreOffice."""

from __future__ import annotations

from io import BytesIO

from tovchoo.kernel.languages import interface
from tovchoo.kernel.practice import marked

FONT = "Liberation Serif"  # has Ө and Ү; Word takes Times New Roman in its place, which has them too


def paper(title: str, under: str, header: list[str], rows: list[list[str]]) -> bytes:
    """A heading, a line below it, and one table with a header row, in the language that is being read. python-docx is
    imported here: a server that makes no paper does without its 9 MB."""
    from docx import Document as Paper
    from docx.shared import Pt

    made = Paper()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    made.core_properties.title, made.core_properties.language = marked(title), interface()
    made.core_properties.author = made.core_properties.comments = ""
    made.add_heading(marked(title), level=1)
    made.add_paragraph(under)
    table = made.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _repeats(table.rows[0])
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    stored = BytesIO()
    made.save(stored)
    return stored.getvalue()


def _repeats(row: object) -> None:
    """The header stands on every page, and is known as one by screen readers."""
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]  # python-docx offers no other way
    marked = properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
    properties.append(marked)
