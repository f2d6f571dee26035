"""The documents of a long version: 40 commitments, 300 milestones, 120,000 words in each language."""

from __future__ import annotations

import random

from tests.bench.installations import EXAMPLE, ROOT, SQLITE, Installation, installation
from tests.bench.tables import say, table, tell

COMMITMENTS, MILESTONES, WORDS = 40, 300, 120_000
FIELDS = ("description", "problem", "causes", "done_so_far", "solution", "results", "transparency", "accountability",
          "participation")  # fmt: skip
SAID = {
    "mn": ["иргэн", "төсөв", "хяналт", "мэдээлэл", "өгөгдөл", "үүрэг", "хугацаа", "өөрчлөлт", "оролцоо", "үнэлгээ"],
    "en": ["citizen", "budget", "oversight", "openness", "data", "commitment", "deadline", "change", "share", "review"],
}
HERE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.bench.editions import "


def run_part() -> None:
    """The part `editions` of script/bench."""
    say("## Documents of a version")
    with installation(SQLITE) as home:
        home.does("load", str(EXAMPLE))
        tell(f"a version of {COMMITMENTS} commitments, {MILESTONES} milestones, {WORDS:,} words a language")
        home.does("shell", "--no-imports", "-c", f"{HERE}fill; fill()")
        rows = [
            _row(home, form, languages)
            for form in ("docx", "pdf", "html") for languages in ("mn", "en", "mn+en")
        ]  # fmt: skip
        rows += [_row(home, "json", "")]
    title = f"A version of {WORDS:,} words in each language (aim ≤ 20 s, ≤ 400 MB)"
    table(title, ["document", "seconds", "of processors", "peak memory, MB"], rows)


def _row(home: Installation, form: str, languages: str) -> list[str]:
    tell(f"{form} {languages}")
    done = home.does("shell", "--no-imports", "-c", f"{HERE}make; make({form!r}, {languages!r})")
    return [f"{form.upper()} {languages}".strip(), f"{done.seconds:.1f}", f"{done.worked:.1f}", f"{done.peak:.0f}"]


def make(form: str, languages: str) -> None:
    """One edition, as the worker makes it; said where it is not ready."""
    from tovchoo.editions.models import Edition
    from tovchoo.editions.rules import make_editions
    from tovchoo.plans.models import Version

    version = Version.objects.get(pk="long-version")
    Edition.objects.exclude(form=form, languages=languages).update(stage="ready")
    waiting = {"stage": "waiting", "tries": 0}
    Edition.objects.update_or_create(version=version, form=form, languages=languages, defaults=waiting)
    make_editions()
    stage = Edition.objects.get(version=version, form=form, languages=languages).stage
    if stage != "ready":
        raise SystemExit(f"{form} {languages}: {stage}")


def fill() -> None:
    """The rows of a long version, straight into their tables."""
    from tovchoo.kernel.localized import Localized
    from tovchoo.kernel.partial_date import PartialDate
    from tovchoo.plans.models import Commitment, Plan, Version
    from tovchoo.versions.models import VersionMilestone, VersionPart, VersionPassage

    chance = random.Random(1)
    plan = Plan.objects.get(pk="nap5")
    version = Version.objects.create(id="long-version", plan=plan, number=90, sha256="5a" * 32)
    each_field = (WORDS - MILESTONES * 40) // COMMITMENTS // len(FIELDS)

    def text(words: int) -> Localized:
        return Localized({code: " ".join(chance.choices(said, k=words)) for code, said in SAID.items()})

    for number in range(1, COMMITMENTS + 1):
        commitment = Commitment.objects.create(id=f"long-{number}", plan=plan, number=900 + number, title=text(6))
        part = VersionPart.objects.create(
            id=f"long-{number}", version=version, number=number, kind="commitment", part=commitment.pk,
            title=commitment.title, commitment=commitment, commitment_number=commitment.number,
        )  # fmt: skip
        rows = [("title", None, 6), *((key, None, each_field // 4) for key in FIELDS for _n in range(4))]
        share = MILESTONES // COMMITMENTS + (number <= MILESTONES % COMMITMENTS)
        for step in range(1, share + 1):
            milestone = VersionMilestone.objects.create(
                id=f"long-{number}-{step}", part=part, number=step, milestone=f"long-{number}-m{step}",
                start=PartialDate("2027-01"), due=PartialDate("2028-06"),
            )  # fmt: skip
            rows += [("title", milestone, 10), ("outputs", milestone, 30)]
        VersionPassage.objects.bulk_create(
            VersionPassage(id=f"long-{number}-p{at}", part=part, milestone=milestone, number=at, field=key,
                           passage=f"long-{number}-p{at}", text=text(words))
            for at, (key, milestone, words) in enumerate(rows, 1)
        )  # fmt: skip
