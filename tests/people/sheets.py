"""Lists of members as ministries send them, written to files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
HEADER = ["№", "Овог нэр", "Байгууллага", "Албан тушаал"]
MINISTRIES = ("Сангийн яам", "Хууль зүй, дотоод хэргийн яам", "Эрүүл мэндийн яам", "Боловсролын яам")
GIVEN = ("Бат", "Сараа", "Дорж", "Оюун", "Төмөр", "Мөнх", "Үүрцайх", "Энхтуяа", "Ганбаатар", "Нармандах")


def xlsx(
    path: Path, rows: Iterable[Sequence[object]], merged: Sequence[str] = (), hidden: Sequence[int] = ()
) -> tuple[Path, str]:
    """A workbook with one sheet; texts stay texts, as when typed with an apostrophe."""
    book = Workbook()
    fill(book.active, rows, merged, hidden)
    book.save(path)
    return path, XLSX


def fill(sheet: Worksheet, rows: Iterable[Sequence[object]], merged: Sequence[str] = (), hidden: Sequence[int] = ()):
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            put(sheet.cell(number, at), value)
    for cells in merged:
        sheet.merge_cells(cells)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True


def put(cell: Cell, value: object) -> None:
    cell.value = value if value != "" else None
    if isinstance(value, str) and value:
        cell.data_type = "s"


def large_xlsx(path: Path, rows: Iterable[Sequence[object]]) -> tuple[Path, str]:
    """Written row by row, for many rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet) for _value in row]
        for cell, value in zip(cells, row, strict=True):
            put(cell, value)
        sheet.append(cells)
    book.save(path)
    return path, XLSX


def as_csv(
    path: Path, rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ","
) -> tuple[Path, str]:
    with path.open("w", encoding=encoding, newline="") as text:
        csv.writer(text, delimiter=delimiter).writerows(rows)
    return path, CSV


def members(number: int, names: int = 400) -> Iterator[list[object]]:
    """A header and so many rows: as many names, and an office of one's own for each."""
    yield [*HEADER, "Тал", "Цахим шуудан", "Утас"]
    for n in range(1, number + 1):
        name = f"{'БДГЛМНОӨ'[n % 8]}.{GIVEN[n % 10]} {n % names}"
        office = f"Бодлого, төлөвлөлтийн газрын {n} дүгээр хэлтсийн мэргэжилтэн"
        yield [n, name, MINISTRIES[n % 4], office, "ТББ" if n % 2 else "төр", f"member{n}@example.mn", 99110000 + n]
