"""Search over the whole public record, the same on both databases: folded words, whole or beginning so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from textwrap import shorten
from typing import Any

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovchoo.amendments.models import Amendment
from tovchoo.consultations.models import Contribution, Recommendation, Round
from tovchoo.decisions.models import Decision, Motion, Task
from tovchoo.files.models import Document
from tovchoo.kernel.addresses import address
from tovchoo.kernel.folding import terms
from tovchoo.kernel.localized import Localized, text_of
from tovchoo.meetings.models import Meeting
from tovchoo.minutes.models import MinutesPart
from tovchoo.people.models import Forum, Instrument, Office, Organisation, Person
from tovchoo.plans.models import Answer, Commitment, Plan, Proposal, Version
from tovchoo.publishing.models import News
from tovchoo.versions.models import VersionPassage

PAGE = 20
LONGEST = 200  # letters shown of a text that has no title
MOST_WORDS = 8  # of a question; more narrow nothing
NONE: Any = Cast(Value(None), CharField())
NO_NUMBER: Any = Cast(Value(None), IntegerField())

SYNONYMS = {
    "ҮҮАТ": ["Үндэсний үйл ажиллагааны төлөвлөгөө", "ҮАҮТ", "NAP", "National Action Plan"],
    "ҮАҮТ": ["Үндэсний үйл ажиллагааны төлөвлөгөө", "ҮҮАТ", "NAP", "National Action Plan"],
    "NAP": ["National Action Plan", "ҮҮАТ", "Үндэсний үйл ажиллагааны төлөвлөгөө"],
    "НЗТ": ["Нээлттэй засгийн түншлэл", "OGP"],
    "OGP": ["Open Government Partnership", "НЗТ"],
    "зорилт": ["амлалт"],
    "ТББ": ["төрийн бус байгууллага", "NGO"],
    "ИНБ": ["иргэний нийгмийн байгууллага", "CSO"],
}


@dataclass(frozen=True)
class Noun:
    """What can be found: its model, where its title stands, and the page of one."""

    name: str | Promise
    model: type[Any]
    title: str
    page: str
    in_plan: bool = False
    key: str = "pk"
    plan: str = "plan_id"
    number: str = "number"
    is_text: bool = False  # what is shown is what it says: it has no title
    rows: Callable[[], QuerySet[Any]] | None = None

    def url(self, found: Found) -> str:
        if self.in_plan and found.number is None:
            return address(self.page, found.plan, found.id)
        return address(self.page, found.plan, found.number) if self.in_plan else address(self.page, found.id)


def _passages() -> QuerySet[Any]:
    """Of the newest version of each plan; what is in force as a commitment is found as that."""
    newer = Version.objects.exclude(sha256="").filter(
        plan=OuterRef("part__version__plan"), number__gt=OuterRef("part__version__number")
    )
    rows = VersionPassage.objects.filter(~Exists(newer)).exclude(field="title")
    return rows.exclude(part__commitment__stage=Commitment.Stage.APPROVED)


def _answers() -> QuerySet[Any]:
    """Of proposals; what a commitment says is found as that."""
    return Answer.objects.filter(commitment=None)


NOUNS = {
    "plan": Noun(_("plan"), Plan, "title", "web:plan"),
    "commitment": Noun(_("commitment"), Commitment, "title", "plans:commitment", in_plan=True),
    "news": Noun(_("news"), News, "title", "publishing:news-item"),
    "organisation": Noun(_("organisation"), Organisation, "name", "web:organisation"),
    "office": Noun(_("office"), Office, "title", "people:office"),
    "person": Noun(_("person"), Person, "name", "people:person"),
    "forum": Noun(_("forum"), Forum, "name", "people:forum"),
    "instrument": Noun(_("instrument"), Instrument, "title", "people:instrument"),
    "meeting": Noun(_("meeting"), Meeting, "title", "minutes:meeting"),
    "minutes": Noun(_("minutes"), MinutesPart, "text", "minutes:minutes", key="minutes_id", is_text=True),
    "decision": Noun(_("decision"), Decision, "text", "decisions:decision"),
    "motion": Noun(_("motion"), Motion, "title", "decisions:motion"),
    "task": Noun(_("task"), Task, "text", "decisions:task"),
    "round": Noun(_("comment round"), Round, "title", "consultations:round", in_plan=True),
    "proposal": Noun(_("proposal"), Proposal, "title", "plans:proposal", in_plan=True),
    "answer": Noun(
        _("text of a proposal"),
        Answer,
        "text",
        "plans:proposal",
        in_plan=True,
        plan="proposal__plan_id",
        number="proposal__number",
        is_text=True,
        rows=_answers,
    ),
    "recommendation": Noun(_("recommendation"), Recommendation, "text", "consultations:recommendation", in_plan=True),
    "document": Noun(_("document"), Document, "title", "files:document"),
    "amendment": Noun(_("amendment"), Amendment, "reason", "amendments:amendment", in_plan=True, is_text=True),
    "passage": Noun(
        _("text of a version"),
        VersionPassage,
        "text",
        "versions:passage",
        in_plan=True,
        key="passage",
        plan="part__version__plan_id",
        is_text=True,
        rows=_passages,
    ),
    "contribution": Noun(_("contribution"), Contribution, "", "consultations:contribution", in_plan=True, is_text=True),
}


@dataclass
class Found:
    """One entry that answers a question."""

    noun: Noun
    id: str
    plan: str
    number: int | None
    title: Localized | str

    @property
    def url(self) -> str:
        return self.noun.url(self)


def search(question: str, page: int = 1) -> tuple[list[Found], int]:
    """The entries in which every word of the question occurs, best first, a page of them; and how many in all."""
    words = question.split()[:MOST_WORDS]
    conditions = [condition for word in words if (condition := _says(word))]
    if not conditions:
        return [], 0
    first, *rest = [_asked(name, noun, conditions, words) for name, noun in NOUNS.items()]
    found = first.union(*rest, all=True)
    ordered = found.order_by("-s_rank", "s_order", "s_key")[PAGE * (page - 1) : PAGE * page]
    return [_found(*row) for row in ordered], found.count()


def _says(word: str) -> Q | None:
    """That an entry says a word, or one of its synonyms."""
    phrases = [word, *SYNONYMS.get(word, SYNONYMS.get(word.upper(), []))]
    meant = [reduce(and_, [_begins(keys) for keys in found]) for phrase in phrases if (found := _keys(phrase))]
    return reduce(or_, meant) if meant else None


def _keys(phrase: str) -> list[list[str]]:
    return [keys for word in phrase.split() if (keys := list(dict.fromkeys(terms(word))))]


def _begins(keys: list[str]) -> Q:
    """Short keys must be the whole word: two letters begin too much."""
    return reduce(or_, [Q(folded__contains=f" {key} " if len(key) < 3 else f" {key}") for key in keys])


def _rank(words: list[str]) -> Any:
    """How well an entry answers: a word of the title counts more than one of the text, a whole one more than a part."""

    def of_one(word: str) -> Any:
        keys = list(dict.fromkeys(terms(word)))
        steps: list[tuple[int, Callable[[str], str]]] = [
            (4, lambda key: f" ={key} "), (2, lambda key: f" ={key}"), (1, lambda key: f" {key} ")
        ]  # fmt: skip
        whens = [When(reduce(or_, [Q(folded__contains=how(key)) for key in keys]), then=n) for n, how in steps if keys]
        return Case(*whens, default=0, output_field=IntegerField()) if whens else Value(0)

    return reduce(add, [of_one(word) for word in words])


def _asked(name: str, noun: Noun, conditions: list[Q], words: list[str]) -> QuerySet[Any]:
    place = list(NOUNS).index(name)
    title: Any = F(noun.title) if noun.title else Cast(F("text"), CharField())
    told = {
        "s_key": F(noun.key),
        "s_noun": Value(name),
        "s_plan": F(noun.plan) if noun.in_plan else NONE,
        "s_number": F(noun.number) if noun.in_plan and noun.key == "pk" else NO_NUMBER,
        "s_title": Cast(title, CharField()),
        "s_rank": Value(1) if noun.is_text else _rank(words),
        "s_order": Value(place),
    }
    rows = noun.rows() if noun.rows else noun.model._default_manager.all()
    matching = rows.filter(reduce(and_, conditions))
    asked: QuerySet[Any] = matching.order_by().annotate(**told).values_list(*told)
    return asked


def _found(id: str, noun: str, plan: str | None, number: int | None, title: Any, rank: int, order: int) -> Found:
    said = text_of(title) if NOUNS[noun].title else str(title)
    return Found(NOUNS[noun], id, plan or "", number, _shortened(said) if NOUNS[noun].is_text else said)


def _shortened(said: Localized | str) -> Localized | str:
    """How a text begins."""
    if isinstance(said, Localized):
        return Localized({code: shorten(str(said[code]), LONGEST, placeholder=" …") for code in said.languages})
    return shorten(said, LONGEST, placeholder=" …")
