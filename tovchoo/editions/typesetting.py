"""Run by itself, in a process of its own: sets a folder that `pdf.py` filled as a tagged PDF. What it takes of memory
and time ends with it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typst

STANDARD: Any = ["ua-1"]


def main(folder: str, timestamp: str) -> None:
    """`plan.typ` of the folder becomes `plan.pdf`; no font of the machine, no package from outside."""
    typst.compile(
        str(Path(folder) / "plan.typ"), output=str(Path(folder) / "plan.pdf"), root=folder,
        ignore_system_fonts=True, pdf_standards=STANDARD, timestamp=int(timestamp),
        package_path=folder, package_cache_path=folder,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
