"""Where an amendment comes down in the draft: on words that nobody touched, beside the changes of others, or on them.

What is told here is of the draft: for those who decide, never for the public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from tovchoo.drafting.models import Draft, Passage, Rendering, Revision
from tovchoo.kernel.merging import merged

from .models import Amendment

WORD, LEAVE_OUT, ADD = Amendment.Kind


@dataclass
class Landing:
    """The passage in the draft, if it is still there; `base` is the revision that the version has taken, if it is
    known; `text` what the passage would say; `met`: others changed the same words meanwhile."""

    draft: Draft | None
    passage: Passage | None = None
    rendering: Rendering | None = None
    base: int | None = None
    text: str = ""
    met: bool = False

    @property
    def now(self) -> str:
        """What the draft says at this moment."""
        return self.rendering.text if self.rendering else ""

    @property
    def is_open(self) -> bool:
        return self.draft is not None and self.draft.stage == Draft.Stage.OPEN

    @property
    def is_in(self) -> bool:
        """Whether the passage, and all that it stands in, is in the draft."""
        each = self.passage
        if each is None:
            return False
        return not (each.is_out or each.part.is_out or (each.milestone is not None and each.milestone.is_out))


def landing_of(amendment: Amendment, words: str | None = None) -> Landing:
    """As the draft stands at this moment; `words`, where it is accepted in others. One question as a rule."""
    found = _found(amendment)
    if amendment.kind == WORD and found.rendering:
        both = merged(amendment.before, amendment.after if words is None else words, found.now)
        found.text, found.met = both.text, both.met
    return found


def seen_landing(amendment: Amendment) -> Landing:
    """The same, asked once for each time that the amendment is read: several conditions and the page ask it."""
    if "landing" not in amendment.__dict__:
        amendment.__dict__["landing"] = landing_of(amendment)
    seen: Landing = amendment.__dict__["landing"]
    return seen


def _found(amendment: Amendment) -> Landing:
    beside = ("part__draft__plan__working_group", "part__commitment", "milestone")
    here = {"part__draft__plan": amendment.plan_id, "code": amendment.passage}
    same = Revision.objects.filter(rendering=OuterRef("pk"), text=amendment.before).order_by("-number")
    rows = Rendering.objects.select_related(*(f"passage__{each}" for each in beside))
    rows = rows.filter(language=amendment.language, **{f"passage__{name}": value for name, value in here.items()})
    if each := rows.annotate(base=Subquery(same.values("number")[:1])).first():
        return Landing(each.passage.part.draft, each.passage, each, each.base)
    passage = Passage.objects.select_related(*beside).filter(**here).first()
    draft = passage.part.draft if passage else Draft.objects.filter(plan=amendment.plan_id).first()
    return Landing(draft, passage)


def met_in(amendments: Iterable[Amendment]) -> set[str]:
    """Of several, those whose words others changed in the draft meanwhile; one question."""
    worded = [each for each in amendments if each.kind == WORD]
    rows = Rendering.objects.filter(passage__code__in={each.passage for each in worded})
    now = {(code, language): text for code, language, text in rows.values_list("passage__code", "language", "text")}
    return {
        each.pk
        for each in worded
        if merged(each.before, each.after, now.get((each.passage, each.language), each.before)).met
    }
