"""A big plan, made quickly: 40 commitments, 300 milestones, 120,000 words in each of two languages, and two versions
that differ in 400 passages. Its draft is written in bulk; the versions are frozen by the rule.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from tests.cast import in_two
from tovchoo.drafting.models import Draft, DraftMilestone, Part, Passage, Rendering, Revision
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.people.models import Forum
from tovchoo.plans.models import Commitment, Jurisdiction, Plan, Version
from tovchoo.versions.rules import freeze

COMMITMENTS, SECTIONS, MILESTONES, WORDS, CHANGED = 40, 4, 300, 122_000, 400
LONG = 62  # words of a paragraph
SYLLABLES = {"mn": ["то", "гор", "уу", "нү", "үд", "эл", "хөн", "дий", "цэц", "эг", "бүр", "тай"],
             "en": ["cra", "nes", "val", "ley", "spr", "ing", "coun", "ted", "wat", "er", "ri", "ver"]}  # fmt: skip
FIELDS = ("problem", "causes", "solution", "results", "transparency")


@dataclass
class Big:
    """The draft of the big plan and its two versions."""

    draft: Draft
    one: Version
    other: Version


class Pen:
    """Writes words of no meaning, always the same ones."""

    def __init__(self) -> None:
        self.dice = random.Random(6)
        self.lexicon = {code: [self.word(code) for _each in range(4000)] for code in SYLLABLES}

    def word(self, language: str) -> str:
        return "".join(self.dice.choices(SYLLABLES[language], k=self.dice.randint(1, 4)))

    def words(self, language: str, number: int) -> str:
        return " ".join(self.dice.choices(self.lexicon[language], k=number)).capitalize() + "."

    def other(self, language: str, text: str) -> str:
        """The same with a few other words."""
        found = text.split(" ")
        for _each in range(max(1, len(found) // 15)):
            found[self.dice.randrange(len(found))] = self.dice.choice(self.lexicon[language])
        return " ".join(found)


def a_big_plan(by: Any, *, ordinal: int = 8, group: Forum | None = None) -> Big:
    """Written, frozen, changed in 400 passages, and frozen again."""
    draft, pen = a_big_draft(by, ordinal=ordinal, group=group)
    title = in_two("Их төлөвлөгөө", "A big plan")
    one = freeze(draft, title=title, purpose="discussion", date=PartialDate("2026-11-01"), by=by)
    change(draft, pen, by=by)
    other = freeze(draft, title=title, purpose="comments", date=PartialDate("2026-11-20"), by=by)
    return Big(draft, one, other)


def a_big_draft(by: Any, *, ordinal: int = 8, group: Forum | None = None) -> tuple[Draft, Pen]:
    pen, name = Pen(), f"nap{ordinal}"
    plan = Plan.objects.create(id=name, ordinal=ordinal, title=in_two("Их", "Big"), languages=["mn", "en"],
                               jurisdiction=Jurisdiction.objects.first(), working_group=group)  # fmt: skip
    draft = Draft.objects.create(plan=plan, language="mn", begun_at=clock.now(), last_code=100_000)
    commitments = Commitment.objects.bulk_create([
        Commitment(id=f"{name}-{n}", plan=plan, number=n, title=in_two(f"Амлалт {n}", f"Promise {n}"), stage="drafted")
        for n in range(1, COMMITMENTS + 1)])  # fmt: skip
    sections = [Part(draft=draft, code=f"{name}-s{n}", kind="section", number=n) for n in range(1, SECTIONS + 1)]
    parts = Part.objects.bulk_create([*sections, *(
        Part(draft=draft, code=each.pk, kind="commitment", number=SECTIONS + n, commitment=each)
        for n, each in enumerate(commitments, 1))])  # fmt: skip
    steps = DraftMilestone.objects.bulk_create([
        DraftMilestone(part=parts[SECTIONS + n % COMMITMENTS], code=f"{name}-m{n}", number=n // COMMITMENTS + 1,
                       due=PartialDate("2028-06")) for n in range(MILESTONES)])  # fmt: skip
    _write(parts, steps, name, pen, by=by)
    return draft, pen


def _write(parts: list[Part], steps: list[DraftMilestone], name: str, pen: Pen, *, by: Any) -> None:
    wanted = [(part, None, "title", 6) for part in parts]
    wanted += [(step.part, step, field, length) for step in steps for field, length in (("title", 10), ("outputs", 12))]
    words = sum(length for *_where, length in wanted)
    while words < WORDS:
        part = parts[len(wanted) % len(parts)]
        field = "text" if part.kind == "section" else FIELDS[len(wanted) // len(parts) % len(FIELDS)]
        wanted.append((part, None, field, LONG))
        words += LONG
    passages = Passage.objects.bulk_create([
        Passage(part=part, milestone=step, code=f"{name}-p{n}", field=field, place=1000 * n)
        for n, (part, step, field, _length) in enumerate(wanted, 1)])  # fmt: skip
    renderings = Rendering.objects.bulk_create([
        Rendering(passage=passage, language=code, text=pen.words(code, length), head=1, made_from=int(code != "mn"))
        for passage, (_part, _step, _field, length) in zip(passages, wanted, strict=True)
        for code in ("mn", "en")])  # fmt: skip
    _revise(renderings, by=by)


def change(draft: Draft, pen: Pen, *, by: Any) -> None:
    """Other words in 360 passages in both languages, 20 left out, 20 more, some moved."""
    passages = list(Passage.objects.filter(part__draft=draft).exclude(field="title").order_by("pk"))
    picked = pen.dice.sample(passages, CHANGED)
    gone, moved, worded = picked[:20], picked[20:60], picked[20:]
    Passage.objects.filter(pk__in=[each.pk for each in gone]).update(is_out=True)
    for each in moved:
        each.place += 3_000_000
    Passage.objects.bulk_update(moved, ["place"])
    texts = list(Rendering.objects.filter(passage__in=[each.pk for each in worded]).order_by("pk"))
    for text in texts:
        text.text, text.head, text.made_from = pen.other(text.language, text.text), 2, 2 * int(text.language != "mn")
    Rendering.objects.bulk_update(texts, ["text", "head", "made_from"], batch_size=200)
    new = Passage.objects.bulk_create([
        Passage(part=each.part, code=f"{draft.plan_id}-q{n}", field=each.field, place=each.place + 1)
        for n, each in enumerate(each for each in gone if each.milestone_id is None)])  # fmt: skip
    more = Rendering.objects.bulk_create([
        Rendering(passage=each, language=code, text=pen.words(code, LONG), head=1, made_from=int(code != "mn"))
        for each in new for code in ("mn", "en")])  # fmt: skip
    _revise([*texts, *more], by=by)


def _revise(renderings: list[Rendering], *, by: Any) -> None:
    now = clock.now()
    Revision.objects.bulk_create([
        Revision(rendering=each, number=each.head, text=each.text, account=by, at=now, base=each.head - 1)
        for each in renderings])  # fmt: skip
