"""Run by itself, in a process of its own: the pieces that `typesetting.py` set become one tagged PDF. What each of them
numbers by itself (tags, heads of tables, the outline) goes on behind that of the pieces before it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PART = "part:"  # what the contents lead to, until it is known where that is


def main(folder: str, pieces: str) -> None:
    """`piece-0.pdf`, which holds the contents, and those behind it become `plan.pdf`."""
    with ExitStack() as kept:
        paths = [Path(folder) / f"piece-{number}.pdf" for number in range(int(pieces))]
        whole, *others = (kept.enter_context(pikepdf.open(path)) for path in paths)
        contents, outline = list(_annotations(whole)), list[Any]()
        for number, each in enumerate(others, 1):
            outline += _append(whole, each, number)
        _outline(whole, outline)
        _lead(contents, outline)
        packed = pikepdf.ObjectStreamMode.generate
        whole.save(paths[0].with_name("plan.pdf"), object_stream_mode=packed, deterministic_id=True)


def _append(whole: Any, piece: Any, number: int) -> list[Any]:
    """The pages of a piece with their tags; what the outline has of it."""
    root = whole.Root.StructTreeRoot
    shift, before = int(root.ParentTreeNextKey), f"{number:04}-".encode()
    for page in piece.pages:
        _shift(page.obj, "/StructParents", shift)
    for each in _annotations(piece):
        _shift(each, "/StructParent", shift)
    for each in _elements(piece.Root.StructTreeRoot.K[0]):
        _name_apart(each, before)
    whole.pages.extend(piece.pages)  # before the tags: they name pages
    tree = whole.copy_foreign(piece.Root.StructTreeRoot)
    for each in tree.K[0].K:
        each.P = root.K[0]
        root.K[0].K.append(each)
    _enter(root, tree, shift, before)
    return list(_chain(whole.copy_foreign(piece.Root.Outlines).First))


def _enter(root: Any, tree: Any, shift: int, before: bytes) -> None:
    """The lists by which tags are found from a page, and heads of tables by their names."""
    numbers = tree.ParentTree.Nums
    for at in range(0, len(numbers), 2):
        root.ParentTree.Nums.extend([int(numbers[at]) + shift, numbers[at + 1]])
    root.ParentTreeNextKey = shift + int(tree.ParentTreeNextKey)
    root.RoleMap = Dictionary({name: kind for each in (root, tree) for name, kind in each.get("/RoleMap", {}).items()})
    if "/IDTree" in tree:
        root.IDTree = root.get("/IDTree", Dictionary(Names=Array()))
        for at, held in enumerate(tree.IDTree.Names):
            root.IDTree.Names.append(held if at % 2 else String(before + bytes(held)))


def _name_apart(element: Any, before: bytes) -> None:
    """Each piece calls the heads of its first table alike."""
    if "/ID" in element:
        element.ID = String(before + bytes(element.ID))
    attributes = element.get("/A", Array())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and "/Headers" in each:
            each.Headers = Array([String(before + bytes(name)) for name in each.Headers])


def _outline(whole: Any, outline: list[Any]) -> None:
    """The parts one after the other, closed."""
    root = whole.make_indirect(Dictionary(Type=Name.Outlines, Count=len(outline)))
    for at, each in enumerate(outline):
        each.Parent = root
        for name in {"/Prev", "/Next"} & set(each.keys()):
            del each[name]
        if at:
            each.Prev, outline[at - 1].Next = outline[at - 1], each
    root.First, root.Last = outline[0], outline[-1]
    whole.Root.Outlines = root


def _lead(contents: list[Any], outline: list[Any]) -> None:
    """Each line of the contents to its part."""
    for each in contents:
        address = str(each.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith(PART):
            part = outline[int(address.removeprefix(PART)) - 1]
            each.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=part.Dest)
            each.Contents = part.Title


def _shift(held: Any, name: str, by: int) -> None:
    if name in held:
        held[name] = int(held[name]) + by


def _elements(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", Array())
    for each in kids if isinstance(kids, Array) else [kids]:
        if isinstance(each, Dictionary) and "/S" in each:
            yield from _elements(each)


def _annotations(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from page.obj.get("/Annots", Array())


def _chain(first: Any) -> Iterator[Any]:
    while first is not None:
        yield first
        first = first.get("/Next")


if __name__ == "__main__":
    main(*sys.argv[1:])
