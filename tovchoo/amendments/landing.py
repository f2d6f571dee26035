"""Where an amendment comes down in the draft: on words that nobody touched, beside the changes of others, or on them.

What is told here is of the draft: for those who decide, never for the public.
"""

from __future__ import annotations

from dataclasses import dataclass

from tovchoo.drafting.models import Draft, Passage, Rendering
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
    """At most three questions; `words`, where it is accepted in others than its own."""
    rows = Passage.objects.select_related("part__draft__plan__working_group", "part__commitment", "milestone")
    passage = rows.filter(code=amendment.passage, part__draft__plan=amendment.plan_id).first()
    if passage is None:
        return Landing(Draft.objects.filter(plan=amendment.plan_id).first())
    found = Landing(passage.part.draft, passage)
    found.rendering = passage.renderings.filter(language=amendment.language).first()
    if amendment.kind == WORD and found.rendering:
        same = found.rendering.revisions.filter(text=amendment.before).order_by("-number")
        found.base = same.values_list("number", flat=True).first()
        both = merged(amendment.before, amendment.after if words is None else words, found.now)
        found.text, found.met = both.text, both.met
    return found
