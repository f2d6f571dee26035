"""What a document says of a version: its cover, then part after part, so that a long plan is never whole in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import name as language_name
from tovchoo.kernel.languages import reading
from tovchoo.kernel.localized import Localized, State
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Commitment, Version
from tovchoo.versions.models import VersionMilestone, VersionPart, VersionPassage

WORDS = {  # said by documents beside the plan's own text
    "contents": noop("Contents"),
    "version": noop("Version %(number)s"),
    "commitment": noop("Commitment %(number)s"),
    "date": noop("date"),
    "purpose": noop("what it is for"),
    "hash": noop("SHA-256 of the text"),
    "leads_back": noop("This code leads to the page of this version, which says whether it is in force:"),
    "counts": noop("This text counts. Those in other languages are translations."),
    "translation": noop("This is a translation. Where texts differ, the one in this language counts: %(name)s."),
    "working": noop("This is a working translation. Where texts differ, the one in this language counts: %(name)s."),
    "not_named": noop("not recorded"),
    "lead": noop("lead"),
    "supporters": noop("supporters"),
    "other_supporters": noop("other supporters"),
    "start": noop("start"),
    "end": noop("end"),
    "due": noop("to be completed by"),
    "milestones": noop("Milestones"),
    "milestone": noop("Milestone"),
    "title": noop("Commitment"),
    "none": noop("None yet."),
    "outputs": noop("expected outputs"),
    "number": "№",
    "practice": noop("PRACTICE: nothing in this document is of the real world."),
    "missing": noop("not yet translated"),
    "outdated": noop("the original has changed since"),
}
FINAL = (Version.Purpose.APPROVAL, Version.Purpose.REFRESH, Version.Purpose.CORRECTION)
FACTS = ("lead", "supporters", "other_supporters", "start", "end")
FACTS_OF_MILESTONES = ("start", "due", "lead", "supporters", "other_supporters")


def said(language: str, word: str, **given: Any) -> str:
    """A word of the documents in a language."""
    with reading(language):
        return capfirst(_(WORDS[word]) % given if given else _(WORDS[word]))


@dataclass(frozen=True)
class Cover:
    """What stands in front, and on every page."""

    id: str
    plan: str
    number: int
    title: Localized
    named: Localized  # the version, where it has a title of its own
    purpose: dict[str, str]  # in each language
    dated: PartialDate | None
    sha256: str
    address: str
    languages: tuple[str, ...]
    standing: dict[str, str]  # whether the text in each language counts; empty where that is not recorded
    is_practice: bool
    made_on: date

    @property
    def language(self) -> str:
        return self.languages[0]

    def in_all(self, word: str, **given: Any) -> str:
        """A word of ours in each language, once where they are alike."""
        return " / ".join(dict.fromkeys(said(code, word, **given) for code in self.languages))

    def version(self, language: str) -> str:
        """Which it is and what for, with its title where that says more."""
        number, named = said(language, "version", number=self.number), in_language(self.named, language)
        told = f"{number} ({self.purpose[language]})" if self.purpose[language] else number
        return told if named in ("", number) else f"{told}: {named}"

    @property
    def foot(self) -> str:
        return " · ".join(filter(None, (self.in_all("version", number=self.number), self.sha256)))

    def on_paper(self, language: str) -> str:
        """The date as that language writes it."""
        with reading(language):
            return str(self.dated) if self.dated else said(language, "not_named")


@dataclass(frozen=True)
class Said:
    """A passage, and where it stands: its number within the part."""

    number: int
    code: str
    text: Localized

    def state(self, language: str) -> State:
        return self.text.translation(language).state


@dataclass
class Field:
    """A question of the template with what was answered."""

    key: str
    title: Localized
    said: list[Said]


@dataclass
class Step:
    """A milestone."""

    number: int
    code: str
    shown: str  # 4.2
    facts: dict[str, dict[str, str]]  # name, language: words
    title: list[Said] = field(default_factory=list)
    outputs: list[Said] = field(default_factory=list)


@dataclass
class Chapter:
    """A section, or a commitment."""

    number: int
    code: str
    is_commitment: bool
    commitment: int | None
    heading: Localized
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    title: list[Said] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def cover_of(version: Version, languages: Iterable[str], today: date) -> Cover:
    """Of a version, for a document in these languages."""
    codes = tuple(languages)
    path = address("versions:version", version.plan_id, version.number, language=codes[0])
    purpose = {}
    for code in codes:
        with reading(code):
            purpose[code] = version.get_purpose_display() if version.purpose else ""
    return Cover(
        id=version.pk, plan=version.plan_id, number=version.number, title=version.plan.title, named=version.title,
        purpose=purpose, dated=version.date, sha256=version.sha256, address=f"{settings.SITE_URL}{path}",
        languages=codes, standing=_standing(version, codes), is_practice=settings.PRACTICE, made_on=today,
    )  # fmt: skip


def _standing(version: Version, codes: tuple[str, ...]) -> dict[str, str]:
    """Of each language: that its text counts, or that it is a translation, where the plan says which one counts."""
    binding = version.plan.authoritative_language
    if not binding or len(version.plan.languages) < 2:
        return {}
    texts = VersionPassage.objects.filter(part__version=version).values_list("text", flat=True)
    others = [code for code in codes if code != binding]
    working = set[str]()
    for text in texts.iterator(chunk_size=500) if others else ():
        working |= {code for code in others if text.translation(code).state == State.WORKING}
    told = {code: "working" if code in working else "translation" for code in others}
    return {
        code: said(code, told[code], name=language_name(binding)) if code in told else said(code, "counts")
        for code in codes
    }


def headings(version: Version) -> list[tuple[int, Localized, int | None]]:
    """For the contents: number, title, and which commitment."""
    rows = VersionPart.objects.filter(version=version).order_by("number")
    return list(rows.values_list("number", "title", "commitment_number"))


def chapters(version: Version, languages: Iterable[str]) -> Iterator[Chapter]:
    """One after the other, with three questions each."""
    codes, titles, left_out = tuple(languages), titles_of_fields(version), _left_out(version)
    parts = VersionPart.objects.filter(version=version).select_related("lead").order_by("number")
    for pk in list(parts.values_list("pk", flat=True)):
        yield chapter(parts.prefetch_related("supporters").get(pk=pk), titles, codes, left_out)


def _left_out(version: Version) -> set[str]:
    """Questions that are not printed where nobody answered: those that need no answer, once the text is to be law."""
    if version.purpose not in FINAL:
        return set()
    if version.plan.template:
        return set(version.plan.template.fields.filter(is_asked=False).values_list("key", flat=True))
    return set(Commitment.TEMPLATE)


def chapter(part: VersionPart, titles: dict[str, Localized], codes: tuple[str, ...], left_out: set[str]) -> Chapter:
    """A part with all that it says."""
    passages = defaultdict[tuple[Any, str], list[Said]](list)
    for each in VersionPassage.objects.filter(part=part).defer("folded").order_by("number"):
        passages[each.milestone_id, each.field].append(Said(each.number, each.passage, each.text))
    made = Chapter(
        number=part.number, code=part.part, is_commitment=part.kind == VersionPart.Kind.COMMITMENT,
        commitment=part.commitment_number, heading=part.title,
    )  # fmt: skip
    made.title = passages.get((None, "title"), [])
    keys = list(dict.fromkeys(key for milestone, key in passages if milestone is None and key != "title"))
    order = list(titles)
    keys.sort(key=lambda key: order.index(key) if key in order else len(order))
    wanted = [key for key in order if key not in left_out] if made.is_commitment else []
    named = sorted({*keys, *wanted}, key=lambda key: order.index(key) if key in order else len(order) + keys.index(key))
    made.fields = [Field(key, titles.get(key, Localized()), passages.get((None, key), [])) for key in named]
    if made.is_commitment:
        made.facts = facts_of(part, FACTS, codes)
        made.steps = [_step(each, made, passages, codes) for each in _milestones(part)]
    return made


def facts_of(row: Any, names: Iterable[str], codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Who leads and supports it, and when, as a document in each language prints it; empty where nothing is known."""
    made: dict[str, dict[str, str]] = {name: {} for name in names}
    supporters = sorted(row.supporters.all(), key=lambda each: str(each.pk))
    for code in codes:
        with reading(code):
            for name in made:
                value = supporters if name == "supporters" else getattr(row, name)
                made[name][code] = printed(value)
    return made


def printed(value: Any) -> str:
    """A fact in the language that is being read."""
    if isinstance(value, list):
        return "; ".join(str(each.name) for each in value)
    if isinstance(value, Organisation):
        return str(value.name)
    return str(value or "")


def titles_of_fields(version: Version) -> dict[str, Localized]:
    """What each field is called in every language, in the order of the template; without one, as commitments are."""
    if version.plan.template:
        fields = version.plan.template.fields.order_by("number")
        return {each.key: each.title for each in fields}
    found = {}
    for key in Commitment.TEMPLATE:
        text = Localized()
        for code, _name in settings.LANGUAGES:
            with reading(code):
                text[code] = capfirst(str(Commitment._meta.get_field(key).verbose_name))  # type: ignore[union-attr]
        found[key] = text
    return found


def in_language(text: Localized, language: str) -> str:
    """What it says in a language, or else what its original says."""
    return str(text.get(language) or text.get(text.original, ""))


def _milestones(part: VersionPart) -> Any:
    rows = VersionMilestone.objects.filter(part=part).select_related("lead").prefetch_related("supporters")
    return rows.order_by("number")


def _step(row: VersionMilestone, of: Chapter, passages: Any, codes: tuple[str, ...]) -> Step:
    shown = f"{of.commitment}.{row.number}" if of.commitment else str(row.number)
    made = Step(row.number, row.milestone, shown, facts_of(row, FACTS_OF_MILESTONES, codes))
    made.title, made.outputs = passages.get((row.pk, "title"), []), passages.get((row.pk, "outputs"), [])
    return made
