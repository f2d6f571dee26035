"""Run by itself, in a process of its own: sets a piece of a folder that `pdf.py` filled as a tagged PDF. What it takes
of memory and time ends with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pikepdf
import typst

STANDARD: Any = ["ua-1"]


def main(folder: str, timestamp: str, piece: str, first: str, last: str, page: str) -> None:
    """The parts from `first` to `last`, from this page on; without parts, what stands before them. No font of the
    machine, no package from outside."""
    path = Path(folder) / f"piece-{piece}.pdf"
    typst.compile(
        str(Path(folder) / "plan.typ"), output=str(path), root=folder,
        ignore_system_fonts=True, pdf_standards=STANDARD, timestamp=int(timestamp),
        package_path=folder, package_cache_path=folder, sys_inputs={"first": first, "last": last, "page": page},
    )  # fmt: skip
    print(json.dumps(_pages_of(path)))  # noqa: T201  (to the process that started this one)


def _pages_of(path: Path) -> tuple[int, list[int]]:
    """How many pages it has, and on which of them its parts begin, from 0."""
    with pikepdf.open(path) as read:
        order = {page.obj.objgen: at for at, page in enumerate(read.pages)}
        begin, each = [], read.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
        while each is not None:
            begin.append(order[each.Dest[0].objgen])
            each = each.get("/Next")
        return len(order), begin


if __name__ == "__main__":
    main(*sys.argv[1:])
