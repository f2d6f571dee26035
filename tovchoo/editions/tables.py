"""A table of commitments and their milestones (.xlsx, .csv): each row a milestone, with its commitment beside it or
above it. What the titles of the columns mean is known in Mongolian and English, and from the template of the plan.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.drafting.models import Draft, DraftMilestone, Part, Rendering
from tovchoo.kernel.folding import skeleton
from tovchoo.kernel.languages import reading
from tovchoo.membership.matching import Register
from tovchoo.people.spreadsheet import Row, Unreadable, every_sheet
from tovchoo.plans.models import Version

from .content import WORDS, facts_of, printed, said, titles_of_fields
from .remarks import Remark, facts_in_words, plain, remark
from .taking import facts_of as values_of
from .values import day_of, organisations_of

Change = dict[str, Any]
HEADER_WITHIN = 30  # rows
MOST_DOUBTS = 2000
LANGUAGE = re.compile(r"[\s_(/\[·:-]+([^\W_]+)\W*$")
CODES = {"mn": "mn", "монгол": "mn", "монголоор": "mn", "mongolian": "mn", "en": "en", "англи": "en", "англиар": "en",
         "english": "en"}  # fmt: skip
SYNONYMS = {
    "title": "commitment|commitment title|name of commitment|title of commitment|үүрэг амлалт|үүрэг|амлалт|"
    "амлалтын нэр|үүрэг амлалтын нэр|үүргийн нэр",
    "number": "№|no|number|дугаар|commitment number|д/д",
    "milestone": "milestone|milestones|milestone title|activity|action|арга хэмжээ|үе шат|үйл ажиллагаа|шат",
    "outputs": "expected outputs|outputs|output|deliverable|deliverables|expected output|expected output(s)|"
    "хүлээгдэж буй гарц|гарц|бүтээгдэхүүн",
    "start": "start|start date|from|begin|эхлэх|эхлэх огноо|эхлэх хугацаа",
    "due": "due|end|end date|deadline|to be completed by|expected completion date|completion date|дуусах|дуусах огноо|"
    "дуусах хугацаа|хугацаа",
    "lead": "lead|lead agency|lead stakeholder|responsible|responsible organisation|responsible organization|"
    "commitment lead|хариуцагч|хариуцах байгууллага|хариуцан хэрэгжүүлэгч",
    "supporters": "supporters|supporting organisations|supporting organizations|stakeholders|supporting stakeholders|"
    "partners|хамтран хэрэгжүүлэгч|дэмжигч|хамтрагч|оролцогч талууд",
}  # fmt: skip
KNOWN = {skeleton(each): key for key, listed in SYNONYMS.items() for each in listed.split("|") if skeleton(each)}
OURS = {"title": "title", "number": "number", "milestone": "milestone", "outputs": "outputs", "start": "start",
        "end": "due", "due": "due", "lead": "lead", "supporters": "supporters", "other_supporters": "other_supporters",
        }  # fmt: skip


@dataclass
class Column:
    """What stands below a title."""

    key: str
    language: str


@dataclass
class Commitment:
    """As the table has it."""

    title: dict[str, str]
    number: int  # of the row
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    facts: dict[str, Any] = field(default_factory=dict)
    milestones: list[Change] = field(default_factory=list)


def understood(draft: Draft, file: BinaryIO, media_type: str) -> tuple[list[Change], list[Remark]]:
    """Of a table that was brought for a draft: what would be new, and what was not understood."""
    return _Table(draft).understood(every_sheet(file, media_type))


class _Table:
    def __init__(self, draft: Draft) -> None:
        self.draft, self.doubts = draft, list[Remark]()
        self.titles = titles_of_fields(Version(plan=draft.plan))
        self.fields = self._fields()
        self.codes = CODES | {code: code for code in draft.plan.languages}
        self.columns = dict[int, Column]()
        self.register = Register.read()

    def _fields(self) -> dict[str, str]:
        """The questions of the template by their titles in every language, and by their keys; what our documents print
        above the rest, in every language."""
        titles = self.titles
        named = {skeleton(title[code]): key for key, title in titles.items() for code in title.languages}
        printed = {skeleton(said(code, word)): key for word, key in OURS.items() for code, _name in settings.LANGUAGES}
        printed.pop("", None)  # the sign for numbers
        return named | {skeleton(key): key for key in titles} | KNOWN | printed

    def understood(self, sheets: Iterator[Iterator[Row]]) -> tuple[list[Change], list[Remark]]:
        """Of the first sheet in which the titles of columns are found: before it may stand how to fill it in."""
        rows = next((rows for rows in sheets if self._header(rows)), None)
        if rows is None:
            raise Unreadable(_("The titles of the columns were not found: a column with the title of the commitment is "
                           "needed, others beside it, as milestone, expected outputs, start, end, lead."))  # fmt: skip
        found = list(self._commitments(rows))
        if not found:
            raise Unreadable(_("There is nothing below the header of the list."))
        there = self._in_draft()
        changes = [change for each in found for change in self._changes(each, there)]
        return changes, self.doubts

    # --- the header

    def _header(self, rows: Iterator[Row]) -> bool:
        for row in rows:
            columns = {at: column for at, text in enumerate(row.texts) if (column := self._column(text))}
            keys = {each.key for each in columns.values()}
            if "title" in keys and len(keys) > 1:
                self.columns = columns
                for at, text in enumerate(row.texts):
                    if skeleton(text) and at not in columns:
                        self.doubts.append(remark(noop("The column “%(title)s” was not understood."), title=text[:120]))
                return True
            if row.number > HEADER_WITHIN:
                break
        return False

    def _column(self, text: str) -> Column | None:
        """What its title says, in one language or, as documents side by side have it, in several."""
        told = LANGUAGE.search(text)
        code = self.codes.get(told[1].casefold()) if told else None
        bare = text[: told.start()] if told and code else text
        keys = (self.fields.get(skeleton(each)) for each in (bare, *bare.split("/")))
        key = next(filter(None, keys), None)
        return Column(key, code or self.draft.language) if key else None

    # --- the rows

    def _commitments(self, rows: Iterator[Row]) -> Iterator[Commitment]:
        """One after the other; a row without a title, or with the one above, is of that above."""
        current: Commitment | None = None
        for row in rows:
            said = self._said(row)
            title = said.pop("title", {})
            if title and (current is None or not _same(title, current.title)):
                if current:
                    yield current
                current = Commitment(title, row.number)
            if current is None:
                self.doubt(row, remark(noop("no commitment stands above it")))
                continue
            self._take(row, said, current)
        if current:
            yield current

    def _said(self, row: Row) -> dict[str, dict[str, str]]:
        made = defaultdict[str, dict[str, str]](dict)
        for at, column in self.columns.items():
            text = row.texts[at] if at < len(row.texts) else ""
            if text and column.key != "number":
                made[column.key].setdefault(column.language, text)
        return made

    def _take(self, row: Row, said: dict[str, dict[str, str]], into: Commitment) -> None:
        facts = self._facts(row, said)
        milestone, outputs = said.pop("milestone", {}), said.pop("outputs", {})
        for key, texts in said.items():
            for code, text in texts.items():
                known = into.texts[key].setdefault(code, text)
                if known != text:
                    self.doubt(row, text)
        if milestone:
            into.milestones.append({"title": milestone, "outputs": outputs, "facts": facts})
        elif facts or outputs:
            into.facts |= {"end" if name == "due" else name: value for name, value in facts.items()}
            for text in outputs.values():
                self.doubt(row, text)

    def _facts(self, row: Row, said: dict[str, dict[str, str]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in ("start", "due", "lead", "supporters"):
            for code, text in said.pop(name, {}).items():
                if name in ("start", "due"):
                    value: Any = day_of(text)
                else:
                    value = organisations_of(text, code, self.register, several=name == "supporters")
                if value is None:
                    self.doubt(row, text)
                    if name == "supporters":
                        made.setdefault("other_supporters", {})[code] = text
                else:
                    made.setdefault(name, value)
        for code, text in said.pop("other_supporters", {}).items():
            made.setdefault("other_supporters", {})[code] = text
        return made

    # --- what would be otherwise

    def _in_draft(self) -> dict[str, Part]:
        """The commitments of the draft by their titles in every language."""
        rows = Rendering.objects.filter(
            passage__part__draft=self.draft, passage__part__kind=Part.Kind.COMMITMENT, passage__part__is_out=False,
            passage__field="title", passage__milestone=None, passage__is_out=False,
        ).select_related("passage__part")  # fmt: skip
        return {skeleton(each.text): each.passage.part for each in rows if each.text}

    def _changes(self, each: Commitment, there: dict[str, Part]) -> Iterator[Change]:
        shown = " / ".join(each.title.values())
        part = next((there[skeleton(text)] for text in each.title.values() if skeleton(text) in there), None)
        where: list[Remark] = [remark(noop("row %(number)s"), number=each.number)]
        if part is None:
            yield {
                "do": "commitment", "where": where, "part": "", "milestone": "", "language": "", "old": "",
                "new": shown, "more": self._in_words(each), "title": each.title, "texts": dict(each.texts),
                "facts": each.facts, "milestones": each.milestones,
            }  # fmt: skip
            return
        where, known = [*where, shown], self._known(part)
        yield from self._facts_of(part, each.facts, {"part": part.code, "milestone": ""}, where)
        for milestone in each.milestones:
            new = " / ".join(milestone["title"].values())
            row = next((known[name] for name in map(skeleton, milestone["title"].values()) if name in known), None)
            if row:
                place = {"part": part.code, "milestone": row.code}
                yield from self._facts_of(row, milestone["facts"], place, [*where, new])
                self._outputs(row, milestone["outputs"], [*where, new])
            else:
                more = facts_in_words(milestone["facts"], milestone["outputs"])
                yield {"do": "milestone", "where": where, "part": part.code, "milestone": "", "language": "",
                       "old": "", "new": new, "more": more, **milestone}  # fmt: skip
        yield from self._answers(each, part, where)

    def _facts_of(
        self, row: Part | DraftMilestone, facts: dict[str, Any], place: Change, where: list[Remark]
    ) -> Iterator[Change]:
        """Who does it and when, where the table says otherwise than the draft."""
        code = self.draft.language
        for name, value in facts.items():
            if name == "other_supporters":  # told where it was not understood
                yield from self._others_of(row, value, place, where)
                continue
            with reading(code):
                old, new = facts_of(row, [name], [code])[name][code], printed(values_of({name: value})[name])
            if old != new:
                yield {"do": "fact", "where": [*where, remark(WORDS[name])], "language": "", "old": old, "new": new,
                       "name": name, "value": value, **place}  # fmt: skip

    def _others_of(
        self, row: Part | DraftMilestone, texts: dict[str, str], place: Change, where: list[Remark]
    ) -> Iterator[Change]:
        for code, text in texts.items():
            old = str(row.other_supporters.get(code, ""))
            if skeleton(old) != skeleton(text):
                yield {"do": "fact", "where": [*where, remark(WORDS["other_supporters"])], "language": code, "old": old,
                       "new": text, "name": "other_supporters", "value": {code: text}, **place}  # fmt: skip

    def _outputs(self, row: DraftMilestone, outputs: dict[str, str], where: list[Remark]) -> None:
        """What a known milestone brings is left as it is, and said where the table has other words."""
        rows = Rendering.objects.filter(passage__milestone=row, passage__field="outputs", passage__is_out=False)
        there = " ".join(map(skeleton, rows.order_by("language", "passage__place").values_list("text", flat=True)))
        if not all(skeleton(text) in there for text in outputs.values()):
            self._is_left(where, remark(WORDS["outputs"]))

    def _is_left(self, where: list[Remark], field_: Remark) -> None:
        says = noop("%(where)s: the draft answers “%(field)s” otherwise; it is left as it is.")
        self.doubts.append(remark(says, where=where, field=field_))

    def _answers(self, each: Commitment, part: Part, where: list[Remark]) -> Iterator[Change]:
        """An answer to a question that has none yet; one that says otherwise is left as it is, and said."""
        answered = defaultdict[str, list[str]](list)
        rows = Rendering.objects.filter(passage__part=part, passage__milestone=None, passage__is_out=False)
        rows = rows.order_by("language", "passage__place")
        for field_, text in rows.values_list("passage__field", "text"):
            answered[field_] += [skeleton(text)] if text.strip() else []
        for key, texts in each.texts.items():
            if not answered[key]:
                new = "\n\n".join(texts.values())
                yield {"do": "add", "where": [*where, self._asked(key)], "part": part.code, "milestone": "",
                       "language": "", "old": "", "new": new, "after": "", "field": key, "texts": texts}  # fmt: skip
            elif not all(skeleton(text) in " ".join(answered[key]) for text in texts.values()):
                self._is_left(where, self._asked(key))

    def _asked(self, key: str) -> Remark:
        return plain(self.titles[key]) if key in self.titles else key

    def _in_words(self, each: Commitment) -> list[tuple[Remark, Remark]]:
        """For the preview: who does it and when, its answers, its milestones with all of theirs."""
        made = facts_in_words(each.facts)
        made += [(self._asked(key), " / ".join(texts.values())) for key, texts in each.texts.items()]
        for milestone in each.milestones:
            made.append((remark(WORDS["milestone"]), " / ".join(milestone["title"].values())))
            made += facts_in_words(milestone["facts"], milestone["outputs"])
        return made

    def _known(self, part: Part) -> dict[str, DraftMilestone]:
        """The milestones of the draft by their titles in every language."""
        rows = Rendering.objects.filter(
            passage__part=part, passage__field="title", passage__milestone__is_out=False
        ).select_related("passage__milestone__lead")
        return {skeleton(each.text): each.passage.milestone for each in rows if each.text and each.passage.milestone}

    def doubt(self, row: Row, text: Remark) -> None:
        if len(self.doubts) < MOST_DOUBTS:
            says = noop("Row %(number)s: not understood: “%(text)s”.")
            told = " ".join(text.split())[:120] if isinstance(text, str) else text
            self.doubts.append(remark(says, number=row.number, text=told))


def _same(one: dict[str, str], other: dict[str, str]) -> bool:
    return any(skeleton(text) == skeleton(other.get(code, "")) for code, text in one.items())
