"""What a file would change in a draft, change by change, and what in it is not understood: nothing is written here.

A change is kept as JSON: what is to be done (`do`), where that is for a reader (`where`), what stood there (`old`) and
what is to stand there (`new`), and what `taking.py` needs to do it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.drafting.models import Draft, Passage
from tovchoo.drafting.questions import TRADITIONAL
from tovchoo.files.checks import DOCX
from tovchoo.kernel import clock
from tovchoo.kernel.languages import name as language_name
from tovchoo.membership.matching import Register
from tovchoo.people.spreadsheet import Unreadable
from tovchoo.plans.models import Version
from tovchoo.versions.models import VersionPart

from . import docx, marks, tables
from .content import WORDS, Chapter, Said, Step, chapters, cover_of, headings, in_language
from .models import Edition
from .prose import Block, Run, blocks_of, markdown_of
from .reading import Line, Read, blocks_under, read, shortened
from .remarks import Remark, facts_in_words, plain, remark
from .values import day_of, organisations_of

Change = dict[str, Any]
MOST_CHANGES = 20_000


@dataclass
class Understood:
    """What would be otherwise, and remarks about what was not understood."""

    changes: list[Change] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """What a bookmark stands for."""

    part: Chapter
    kind: str  # passage, note, gap, fact, heading
    language: str
    field: str = ""
    step: Step | None = None
    said: Said | None = None


def understood(draft: Draft, file: BinaryIO, media_type: str) -> Understood:
    """Of a file that was brought for a draft. Raises `Unreadable`."""
    if media_type == DOCX.media_type:
        return _Document(draft, read(file)).understood()
    made = Understood()
    made.changes, made.doubts = tables.understood(draft, file, media_type)
    return made


class _Document:
    """A document of ours, beside the version that it was made of."""

    def __init__(self, draft: Draft, told: Read) -> None:
        self.draft, self.told, self.made = draft, told, Understood(doubts=list(told.doubts))
        self.version = self._version()
        self.codes = tuple(code for code in draft.plan.languages if code != TRADITIONAL) or ("mn", "en")
        self.chapters = list(chapters(self.version, self.codes))
        self.places = {name: place for each in self.chapters for name, place in places(each, self.codes)}
        self.languages = [
            code for code in self.codes
            if any(name in told.names and place.language == code for name, place in self.places.items())
        ]  # fmt: skip
        self.under = defaultdict[str, list[Line]](list)
        self.loose = list[Line]()
        self.register: Register | None = None
        rows = Passage.objects.filter(part__draft=draft, is_out=False, part__is_out=False)
        self.in_draft = set(rows.values_list("code", flat=True))

    def _version(self) -> Version:
        """The version that the file says it was made of, where it is one of this plan and has this text."""
        found = next(filter(None, map(marks.OF_A_VERSION.fullmatch, sorted(self.told.names))), None)
        if found is None:
            raise Unreadable(_("This is no document of a version of this plan: it has none of our tables and marks. "
                               "Take the DOCX from the page of a version and edit it, or bring a table."))  # fmt: skip
        rows = Version.objects.filter(plan=self.draft.plan, number=int(found[1]), sha256__startswith=found[2])
        version = rows.select_related("plan__template").first()
        if version is None or not VersionPart.objects.filter(version=version).exists():
            raise Unreadable(_("This document was made of a version that this plan does not have."))
        return version

    def understood(self) -> Understood:
        self._sort()
        self._sort_ours()
        self._found_again()
        for name, place in self.places.items():
            if name in self.told.names and place.language in self.languages:
                self._place(place, self.under[name])
        self._loose_ends()
        self._gone()
        if len(self.made.changes) > MOST_CHANGES:
            raise Unreadable(_("The file changes too much at once: bring it in pieces."))
        return self.made

    def _sort(self) -> None:
        """Each paragraph under the first of its bookmarks; those that have none stay loose."""
        for line in self.told.lines:
            known = [name for name in line.under if name in self.places and self.places[name].kind != "heading"]
            if known:
                self.under[known[0]].append(line)
            else:
                self.loose.append(line)

    def _sort_ours(self) -> None:
        """Of what stands in the styles of what we print, that which we did not print: a translation where it was said
        to be missing, words in a new row; all else is told."""
        printed = Counter(map(_words, self._as_made().ours))
        notes = [words for words in printed if words.startswith("[")]
        for line in self.told.ours:
            words = _words(line)
            if printed[words] > 0:
                printed[words] -= 1
            elif name := next((name for name in line.under if name in self.places), ""):
                self.under[name].append(_without(line, next(filter(words.startswith, notes), "")))
            elif line.row and not self.told.rows.get(line.row):
                self.loose.append(line)
            elif place := self._near(line):
                self.doubt(noop("%(where)s: this stands where the document has its own words, and was not taken over: "
                                "“%(text)s”."), place, words)  # fmt: skip
            else:
                self.doubt(noop("On the cover or in the contents, and not taken over: “%(text)s”."), None, words)

    def _as_made(self) -> Read:
        """Our own document of this version in these languages: what of it is not of the plan's text."""
        codes = tuple(self.languages) or self.codes[:1]
        rows = Edition.objects.filter(version=self.version, form=Edition.Form.DOCX, languages="+".join(codes))
        made = rows.filter(stage=Edition.Stage.READY).first()
        if made and default_storage.exists(made.sha256):
            with default_storage.open(made.sha256) as stored:
                file: Any = stored.file
                return read(file)
        with TemporaryFile() as again:
            cover = cover_of(self.version, codes, localdate(clock.now()))
            docx.write(again, cover, headings(self.version), chapters(self.version, codes))
            return read(again)

    def _found_again(self) -> None:
        """A paragraph that lost its bookmark and says what the version says there is that one."""
        lost = {
            (place.language, markdown_of(blocks_of(str(place.said.text[place.language])))): name
            for name, place in self.places.items()
            if place.kind == "passage" and name not in self.told.names
            if place.said and place.said.text.get(place.language)
        }  # fmt: skip
        loose, self.loose = self.loose, []
        for line in loose:
            text = markdown_of(blocks_under([line]))
            name = next((lost.pop((code, text)) for code in self.languages if (code, text) in lost), "")
            if name:
                self.told.names.add(name)
                self.under[name].append(line)
            else:
                self.loose.append(line)

    # --- what stands under a bookmark

    def _place(self, place: Place, lines: list[Line]) -> None:
        if place.kind == "fact":
            self._fact(place)
        elif place.kind == "passage" and place.said:
            note = marks.of_note(place.part.number, place.said.number, place.language)
            self._passage(place, place.said, self.under[note] + lines)
        elif place.kind == "note" and place.said:
            passage = marks.of_passage(place.part.number, place.said.number, place.language)
            if lines and passage not in self.told.names:
                self._passage(place, place.said, lines)
        elif place.kind == "gap" and (text := markdown_of(blocks_under(lines))):
            if place.step and (code := self._empty_cell(place)):
                self.change("keep", place, old="", new=text, passage=code)
            elif place.step:
                self.doubt(
                    noop("%(where)s: this cell has no text in the draft yet; write it there: “%(text)s”."), place, text
                )
            else:
                self._add(place, "", {place.language: text})

    def _empty_cell(self, place: Place) -> str:
        """A milestone of the draft has a passage for its title and its outputs, also where nothing is written yet."""
        rows = Passage.objects.filter(part__draft=self.draft, is_out=False, field=place.field)
        return (
            rows.filter(milestone__code=place.step.code).values_list("code", flat=True).first() or ""
            if place.step
            else ""
        )

    def _passage(self, place: Place, said: Said, lines: list[Line]) -> None:
        old = str(said.text.get(place.language, ""))
        before, now = blocks_of(old), blocks_under(lines)
        if place.field == "title":
            before = [each for each in before if each.text]
            now = [type(each)("paragraph", each.runs) for each in now]
        if before == now:
            return
        if said.code not in self.in_draft:
            self.doubt(noop("%(where)s: it was taken out of the draft since; “%(text)s” is left."), place,
                       markdown_of(now))  # fmt: skip
            return
        self.change("keep", place, old=old, new=markdown_of(now), passage=said.code)

    def _fact(self, place: Place) -> None:
        """What the version prints there is known: other words are another value. It is one value, in whatever language
        it stands; where the languages disagree, that is told and nothing changed."""
        beside = self._beside(place)
        if beside[0][0] != place:
            return
        changed = [(each, text) for each, text in beside if text != " ".join(self._printed(each).split())]
        values = [self._value(each.field, text, each.language) for each, text in changed]
        unknown = [at for at, value in enumerate(values) if value is None]
        for at in unknown:
            self.doubt(noop("%(where)s: not understood: “%(text)s”."), *changed[at])
        if not changed or unknown:
            return
        if any(value != values[0] for value in values) or (not values[0] and len(changed) < len(beside)):
            says = noop("%(where)s: the languages of the file do not agree here, so nothing is changed: “%(text)s”.")
            self.doubt(says, place, " / ".join(text or "—" for _place, text in beside))
            return
        of_it, text = changed[0]
        self.change("fact", of_it, old=self._printed(of_it), new=text, name=of_it.field, value=values[0])

    def _beside(self, place: Place) -> list[tuple[Place, str]]:
        """A fact in each language in which the file has it, and what stands there. What is worded by hand stands for
        itself."""
        step = place.step.number if place.step else None
        codes = [place.language] if place.field == "other_supporters" else self.languages
        named = [(code, marks.of_fact(place.part.number, step, place.field, code)) for code in codes]
        return [
            (replace(place, language=code), " ".join(" ".join(line.block.text for line in self.under[name]).split()))
            for code, name in named
            if name in self.told.names
        ]

    def _printed(self, place: Place) -> str:
        return (place.step.facts if place.step else place.part.facts)[place.field][place.language]

    def _value(self, name: str, text: str, language: str) -> Any:
        """A value as it is kept; None where it is not understood."""
        if name == "other_supporters":
            return {language: text}
        if name in ("start", "end", "due"):
            return day_of(text)
        self.register = self.register or Register.read()
        return organisations_of(text, language, self.register, several=name == "supporters")

    # --- what stands under none

    def _loose_ends(self) -> None:
        rows, headed = defaultdict[int, list[Line]](list), set[str]()
        for line in self.loose:
            text = line.block.text.strip()
            if not text:
                continue
            marked = self.told.rows.get(line.row, set()) if line.row else set()
            if line.row and not marked:
                rows[line.row].append(line)
            elif line.style.lower().startswith("heading"):
                headed.add(line.near)
                says = noop("%(where)s: behind it stands a new heading, and what is below it was not read; begin a "
                         "section or a commitment of its own in the draft: “%(text)s”.")  # fmt: skip
                self.doubt(says, self._near(line), text)
            elif line.near in headed:
                self.doubt(noop("%(where)s: not understood where this belongs: “%(text)s”."), self._near(line), text)
            elif line.after in self.places:
                self._behind(self.places[line.after], line)
            else:
                self._astray(line)
        for lines in rows.values():
            self._row(lines)

    def _behind(self, place: Place, line: Line) -> None:
        """A paragraph more, behind another."""
        text = markdown_of(blocks_under([line]))
        if place.kind == "passage" and place.said and not place.step and place.field != "title":
            self._add(place, place.said.code, {place.language: text})
        elif place.kind == "gap" and not place.step:
            self._add(place, "", {place.language: text})
        elif not place.part.is_commitment:
            self._add(Place(place.part, "gap", place.language, "text"), "", {place.language: text})
        else:
            self.doubt(noop("%(where)s: not understood where this belongs: “%(text)s”."), place, text)

    def _row(self, lines: list[Line]) -> None:
        """A row more: a milestone, or a paragraph of a section in each language."""
        table = self.told.tables.get(lines[0].table, set())
        for part in self.chapters:
            if marks.of_steps(part.number) in table:
                self._new_milestone(part, lines)
                return
        place = next((self.places[name] for name in sorted(table) if name in self.places), None)
        if place and place.kind == "passage" and not place.part.is_commitment:
            texts = {
                code: text for at, code in enumerate(self.languages)
                if (text := markdown_of(blocks_under([line for line in lines if line.cell == at])))
            }  # fmt: skip
            self._add(Place(place.part, "gap", place.language, place.field), "", texts)
            return
        for line in lines:
            self._astray(line)

    def _astray(self, line: Line) -> None:
        place, text = self._near(line), line.block.text
        if place:
            self.doubt(noop("%(where)s: not understood where this belongs: “%(text)s”."), place, text)
        else:
            self.doubt(noop("Not understood where this belongs: “%(text)s”."), None, text)

    def _near(self, line: Line) -> Place | None:
        """The part above."""
        place = self.places.get(line.near)
        return Place(place.part, "heading", place.language) if place else None

    def _new_milestone(self, part: Chapter, lines: list[Line]) -> None:
        cells = defaultdict[int, list[str]](list)
        for line in lines:
            cells[line.cell].append(markdown_of(blocks_under([line])))
        title, outputs = (dict(zip(self.languages, cells[at], strict=False)) for at in (1, 2))
        place = Place(part, "gap", self.languages[0])
        facts, wrong = self.facts({"start": cells[3], "due": cells[4], "lead": cells[5], "supporters": cells[6]})
        for text in wrong:
            self.doubt(noop("%(where)s: not understood: “%(text)s”."), place, text)
        if not title:
            self.doubt(noop("%(where)s: a milestone without a title: “%(text)s”."), place, lines[0].block.text)
            return
        shown, more = " / ".join(title.values()), facts_in_words(facts, outputs)
        self.change("milestone", place, old="", new=shown, more=more, title=title, outputs=outputs, facts=facts)

    def facts(self, cells: dict[str, list[str]]) -> tuple[dict[str, Any], list[str]]:
        """Values of a new row, and what was not understood of it."""
        found: dict[str, Any] = {}
        wrong = []
        for name, texts in cells.items():
            for text in filter(None, texts):
                value = self._value(name, text, self.languages[0])
                if value is None:
                    wrong.append(text)
                else:
                    found.setdefault(name, value)
        return found, wrong

    # --- what is not there any more

    def _gone(self) -> None:
        """A part, a milestone or a passage of the version that has no bookmark in the file in any language."""
        by_part = defaultdict[int, list[tuple[str, Place]]](list)
        for name, place in self.places.items():
            if place.language in self.languages:
                by_part[place.part.number].append((name, place))
        for held in by_part.values():
            part = held[0][1].part
            if not any(name in self.told.names for name, _place in held):
                self.change("out_part", held[0][1], old=in_language(part.heading, self.languages[0]), new="")
                continue
            self._gone_of(held)

    def _gone_of(self, held: list[tuple[str, Place]]) -> None:
        """Taken out is what has no bookmark in any language; what lacks one in some only is left, and said."""
        there, where = defaultdict[tuple[str, str], list[bool]](list), dict[tuple[str, str], Any]()
        for name, each in held:
            for thing in self._things(each):
                there[thing].append(name in self.told.names)
                where[thing] = where.get(thing, each) if name in self.told.names else each
        for (kind, code), marked in there.items():
            place = where[kind, code]
            if all(marked) or (kind != "milestone" and place.step and not any(there["milestone", place.step.code])):
                continue
            if kind == "milestone" and not any(marked):
                title = place.step.title
                shown = in_language(title[0].text, self.languages[0]) if title else place.step.shown
                self.change("out_milestone", place, old=shown, new="")
            elif kind == "passage" and not any(marked) and not place.step:
                old = in_language(place.said.text, self.languages[0])
                self.change("out", place, old=old, new="", passage=code)
            elif kind == "passage" or (kind == "fact" and not any(marked)):
                self.doubt(
                    noop("%(where)s: its place is not in the file any more; what the draft says there is left."), place
                )

    def _things(self, place: Place) -> Iterator[tuple[str, str]]:
        """What a bookmark is one of: a milestone, a passage, a fact."""
        if place.step:
            yield "milestone", place.step.code
        if place.kind == "fact":
            yield "fact", f"{place.step.code if place.step else ''} {place.field}"
        elif place.kind == "passage" and place.said and place.said.code in self.in_draft:
            yield "passage", place.said.code

    # --- how it is said

    def _add(self, place: Place, after: str, texts: dict[str, str]) -> None:
        new = "\n\n".join(texts.values())
        self.change("add", place, old="", new=new, after=after, field=place.field, texts=texts)

    def change(self, do: str, place: Place, **given: Any) -> None:
        milestone = place.step.code if place.step else ""
        made = {"do": do, "where": self.where(place), "part": place.part.code, "milestone": milestone,
                "language": place.language}  # fmt: skip
        self.made.changes.append(made | given)

    def doubt(self, says: str, place: Place | None, text: str = "") -> None:
        where = {"where": self.where(place)} if place else {}
        if len(self.made.doubts) < MOST_CHANGES // 10:
            self.made.doubts.append(remark(says, **where, text=shortened(text)))

    def where(self, place: Place) -> Remark:
        """For a reader: the part, the milestone, the field, the language."""
        number = f"{place.part.commitment}. " if place.part.commitment else ""
        part = {code: f"{number}{text}" for code, text in plain(place.part.heading).items()}
        return [part, place.step.shown if place.step else "", self.asked(place), language_name(place.language)]

    def asked(self, place: Place) -> Remark:
        """The question of the template, or a word of ours."""
        named = next((each.title for each in place.part.fields if each.key == place.field), None)
        return plain(named) if named else remark(WORDS[place.field]) if place.field in WORDS else ""


def _words(line: Line) -> str:
    return " ".join(line.block.text.split())


def _without(line: Line, note: str) -> Line:
    """What was typed behind a note of ours, without it."""
    return replace(line, block=Block("paragraph", (Run(_words(line).removeprefix(note)),))) if note else line


def places(part: Chapter, codes: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    """Every bookmark that a document of this part can have."""
    number = part.number
    for code in codes:
        yield marks.of_heading(number, code), Place(part, "heading", code)
        for said in part.title:
            yield from _of_passage(Place(part, "passage", code, "title", said=said))
        for name in part.facts:
            yield marks.of_fact(number, None, name, code), Place(part, "fact", code, name)
        for each in part.fields:
            yield marks.of_gap(number, None, each.key, code), Place(part, "gap", code, each.key)
            for said in each.said:
                yield from _of_passage(Place(part, "passage", code, each.key, said=said))
        for step in part.steps:
            for name in step.facts:
                yield marks.of_fact(number, step.number, name, code), Place(part, "fact", code, name, step)
            for key, passages in (("title", step.title), ("outputs", step.outputs)):
                yield marks.of_gap(number, step.number, key, code), Place(part, "gap", code, key, step)
                for said in passages:
                    yield from _of_passage(Place(part, "passage", code, key, step, said))


def _of_passage(place: Place) -> Iterator[tuple[str, Place]]:
    number = place.said.number if place.said else 0
    yield marks.of_passage(place.part.number, number, place.language), place
    yield marks.of_note(place.part.number, number, place.language), replace(place, kind="note")
