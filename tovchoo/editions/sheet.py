"""The commitments and milestones of a version as one table (XLSX), in the columns that `tables.py` reads: it can be
edited and brought back. A row for each commitment with its answers, then one for each of its milestones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from tovchoo.kernel.languages import TRADITIONAL
from tovchoo.kernel.localized import Localized
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import VersionMilestone, VersionPart

from .content import Chapter, Cover, Said, Step, chapters, in_language, said, titles_of_fields

ONCE = ("start", "due", "lead", "supporters")
IN_EACH = ("title", "milestone", "outputs")
WIDE = 36  # letters
Columns = dict[tuple[str, str], str]  # what and in which language: the title


def write(to: IO[bytes], cover: Cover, version: Version) -> None:
    """All of a version, with a line above that says what it is."""
    columns, codes = columns_of(version.plan), languages_of(version.plan)
    told = [in_language(cover.title, cover.language), cover.foot, cover.in_all("practice") if cover.is_practice else ""]
    rows = ([row.get(each, "") for each in columns] for row in _rows(version, codes))
    _save(to, [[" · ".join(filter(None, told))], list(columns.values())], rows)


def write_empty(to: IO[bytes], plan: Plan) -> None:
    """Only the titles of the columns."""
    _save(to, [list(columns_of(plan).values())], [])


def languages_of(plan: Plan) -> list[str]:
    return [code for code in plan.languages if code != TRADITIONAL] or ["mn", "en"]


def columns_of(plan: Plan) -> Columns:
    """In the first language of the plan; what is said in several has a column for each."""
    codes = languages_of(plan)
    own = codes[0]
    each = {word: said(own, word) for word in IN_EACH}
    answers = {key: in_language(title, own) or key for key, title in titles_of_fields(Version(plan=plan)).items()}
    made: Columns = {("number", ""): said(own, "number")}
    made |= {(key, code): f"{title} ({code})" for key, title in each.items() for code in codes}
    made |= {(word, ""): said(own, word) for word in ONCE}
    others = {"other_supporters": said(own, "other_supporters")} | answers
    return made | {(key, code): f"{title} ({code})" for key, title in others.items() for code in codes}


def _rows(version: Version, codes: list[str]) -> Iterator[dict[tuple[str, str], str]]:
    parts = {each.number: each for each in VersionPart.objects.filter(version=version)}
    steps = VersionMilestone.objects.filter(part__version=version)
    days = {(number, at): (start, due) for number, at, start, due
            in steps.values_list("part__number", "number", "start", "due")}  # fmt: skip
    for each in chapters(version, codes):
        if not each.is_commitment:
            continue
        part, title = parts[each.number], _in_each("title", each.title, each.heading, codes)
        answers = [_in_each(field.key, field.said, Localized(), codes) for field in each.fields]
        yield title | _facts(str(each.commitment or ""), each, (part.start, part.end), codes) | _all(answers)
        for step in each.steps:
            names = _in_each("milestone", step.title, Localized(), codes)
            outputs = _in_each("outputs", step.outputs, Localized(), codes)
            yield title | names | outputs | _facts(step.shown, step, days[each.number, step.number], codes)


def _in_each(key: str, passages: list[Said], instead: Localized, codes: list[str]) -> dict[tuple[str, str], str]:
    texts = [each.text for each in passages] or [instead]
    return {(key, code): "\n\n".join(str(text[code]) for text in texts if text.get(code)) for code in codes}


def _facts(number: str, of: Chapter | Step, days: tuple[Any, Any], codes: list[str]) -> dict[tuple[str, str], str]:
    start, due = (day.text if day else "" for day in days)
    named = {(name, ""): of.facts[name][codes[0]] for name in ("lead", "supporters")}
    others = {("other_supporters", code): of.facts["other_supporters"][code] for code in codes}
    return {("number", ""): number, ("start", ""): start, ("due", ""): due} | named | others


def _all(rows: Iterable[dict[tuple[str, str], str]]) -> dict[tuple[str, str], str]:
    return {key: text for row in rows for key, text in row.items()}


def _save(to: IO[bytes], above: list[list[str]], rows: Iterable[list[str]]) -> None:
    """Each cell is text, also where it begins like a formula; the titles stay in sight."""
    from openpyxl import Workbook  # 14 MB, which a server that writes no workbook does without
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = f"A{len(above) + 1}"
    for at in range(2, len(above[-1]) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDE

    def cell(text: str, *, bold: bool = False, wraps: bool = True) -> Any:
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
        made.data_type, made.font = "s", Font(bold=bold)
        made.alignment = Alignment(wrap_text=wraps, vertical="top")
        return made

    for line in above:
        sheet.append([cell(text, bold=True, wraps=len(line) > 1) for text in line])
    for row in rows:
        sheet.append([cell(text) if text else None for text in row])
    book.save(to)
