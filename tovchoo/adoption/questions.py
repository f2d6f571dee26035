"""What pages ask of the way of a version into law: each step with the hash of its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from tovchoo.decisions.models import Motion
from tovchoo.ledger.questions import said_with
from tovchoo.people.models import Instrument
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.canonical import hash_of
from tovchoo.versions.models import (
    Endorsement,
    VersionMilestone,
    VersionMilestoneSupport,
    VersionPart,
    VersionPartSupport,
    VersionPassage,
)  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """A step of a version: what was done, by which entry, on which day, with which text; `reason` is why it was done
    although something was missing, `not_recorded` why its paper is not whole."""

    kind: str
    entry: Any
    date: Any
    sha256: str
    frozen: str
    reason: str = ""
    not_recorded: str = ""

    @property
    def agrees(self) -> bool | None:
        """Whether it is the frozen text; none where the step names no hash."""
        return self.sha256 == self.frozen if self.sha256 else None


@dataclass(frozen=True)
class Aside:
    """What was said beside the steps: one that was taken back, or why the plan was opened for a change."""

    kind: str
    at: Any
    instrument: Instrument | None
    reason: str


@dataclass(frozen=True)
class Way:
    """How far a version came on its way into law, and what was said beside it."""

    stages: list[Stage]
    asides: list[Aside]


@dataclass(frozen=True)
class Known:
    """The motions about a version, as they were closed, and the steps that versions of its plan took."""

    motions: list[Motion]
    steps: list[Endorsement]

    def of(self, version: Version) -> list[Endorsement]:
        """Its own steps, as they follow each other."""
        order = list(Endorsement.Kind.values)
        own = [each for each in self.steps if each.version_id == version.pk]
        return sorted(own, key=lambda each: (order.index(each.kind), len(each.pk), each.pk))

    def newest(self, version: Version) -> Endorsement | None:
        """The last of them."""
        return next(reversed(self.of(version)), None)

    @property
    def in_force(self) -> str:
        """The id of the version that is the plan now; empty where none is."""
        ordered = [each for each in self.steps if each.kind == Endorsement.Kind.ORDER]
        return max(ordered, key=lambda each: each.version.number).version_id if ordered else ""


def known_of(version: Version) -> Known:
    """Two questions."""
    steps = Endorsement.objects.filter(version__plan=version.plan_id).select_related("instrument__document", "version")
    for each in (rows := list(steps.order_by("id"))):
        if each.version_id == version.pk:
            each.version = version
    return Known(list(_motions([version])), rows)


def way_of(version: Version, known: Known | None = None) -> Way:
    """Voted on, approved, put in force, reviewed, taken back: as far as it came. Three questions, one where the first
    two were asked; another where a step was taken back."""
    known = known or known_of(version)
    motions, rows = known.motions, known.of(version)
    subjects = [version.public_id, version.plan.public_id, *(each.public_id for each in motions)]
    acts: list[Any] = said_with(subjects, "motion.opened", *(f"version.{kind}" for kind in Endorsement.Kind), *ASIDE)
    said = {(each.subject, each.facts.get("instrument", "")): each.facts for each in acts if each.verb not in ASIDE}
    stages = [_stage("motion", each, each.closed_at, each, version, said.get((each.public_id, ""))) for each in motions]
    for row in rows:
        facts = said.get((version.public_id, row.instrument.public_id))
        stages.append(_stage(row.kind, row.instrument, row.instrument.date, row, version, facts))
    return Way(stages, _asides([each for each in acts if each.verb in ASIDE]))


ASIDE = ("version.taken_back", "plan.opened")


def _stage(kind: str, entry: Any, date: Any, names: Any, version: Version, said: dict[str, Any] | None) -> Stage:
    told = said or {}
    why = {"reason": told.get("reason", ""), "not_recorded": told.get("not_recorded", "")}
    return Stage(kind, entry, date, names.sha256, version.sha256, **why)


def _asides(acts: list[Any]) -> list[Aside]:
    """With the instruments of those that were taken back."""
    papers = {each.public_id: each for each in Instrument.objects.filter(pk__in=_keys(acts))} if _keys(acts) else {}
    return [
        Aside(told.get("step", "opened"), act.at, papers.get(told.get("instrument", "")), told.get("reason", ""))
        for act in acts if (told := act.facts) is not None
    ]  # fmt: skip


def _keys(acts: list[Any]) -> list[str]:
    return [named.partition("/")[2] for act in acts if (named := act.facts.get("instrument"))]


def _motions(versions: Iterable[Version]) -> Any:
    """About these versions, in the order in which they were closed."""
    about = Motion.objects.filter(about__in=[each.public_id for each in versions])
    return about.exclude(stage=Motion.Stage.WITHDRAWN).order_by(F("closed_at").asc(nulls_last=True), "pk")


def stages_of(version: Version) -> list[Stage]:
    """The steps alone."""
    return way_of(version).stages


def in_force(plan: Plan) -> Version | None:
    """The version that an order put in force last; one question."""
    rows = Version.objects.filter(Q(pk__in=Endorsement.objects.filter(kind="order").values("version")), plan=plan)
    return rows.order_by("-number").first()


def standings_of(versions: Iterable[Version]) -> dict[str, str]:
    """Of versions of one plan, each with its text: how far it came, in a sentence; by its id. Two questions."""
    listed = [each for each in versions if each.sha256]
    motions = {each.about: each for each in _motions(listed).defer("text", "folded")} if listed else {}
    rows = Endorsement.objects.filter(version__plan=listed[0].plan_id) if listed else Endorsement.objects.none()
    steps: dict[tuple[str, str], Endorsement] = {}
    for row in rows.exclude(kind="review").select_related("instrument", "version").defer("version__title"):
        steps[row.version_id, row.kind] = row
    now = max((row.version.number for (_pk, kind), row in steps.items() if kind == "order"), default=0)
    return {
        each.pk: _standing(each, steps.get((each.pk, "approval")), steps.get((each.pk, "order")),
                           motions.get(each.public_id), now)
        for each in listed
    }  # fmt: skip


def _standing(
    version: Version, approval: Endorsement | None, order: Endorsement | None, motion: Motion | None, now: int
) -> str:
    if order:
        paper = order.instrument
        told = {"number": paper.number or _("(no number recorded)"), "date": paper.date or _("(no date recorded)")}
        if version.number == now:
            return _("This is the plan: in force by order No. %(number)s of %(date)s.") % told
        return _("It was the plan, by order No. %(number)s of %(date)s; replaced by version %(now)s.") % (
            told | {"now": now}
        )
    if approval:
        day = approval.instrument.date or _("(no date recorded)")
        return _("Approved by the MSF on %(date)s; not in force.") % {"date": day}
    if motion is None:
        return _("A working draft: it was never put to the vote.")
    return _of_a_vote(motion)


def _of_a_vote(motion: Motion) -> str:
    if motion.stage == Motion.Stage.OPEN:
        return _("It is being voted on.")
    if motion.stage == Motion.Stage.TABLED:
        return _("A motion to approve it is tabled; the vote is not open yet.")
    if motion.outcome == Motion.Outcome.CARRIED:
        return _("The MSF has carried it; its approval is not recorded yet.")
    return _("It was put to the vote and not carried.")


def counted_again(version: Version) -> str:
    """The hash of the text as it stands in the tables now; five questions."""
    parts = list(VersionPart.objects.filter(version=version))
    milestones = list(VersionMilestone.objects.filter(part__version=version))
    passages = VersionPassage.objects.filter(part__version=version).defer("folded").iterator(chunk_size=500)
    supporters: dict[str, list[str]] = {}
    for kind, rows, name in (
        ("versionpart", VersionPartSupport.objects.filter(part__version=version), "part_id"),
        ("versionmilestone", VersionMilestoneSupport.objects.filter(milestone__part__version=version), "milestone_id"),
    ):
        for of, organisation in rows.values_list(name, "organisation_id"):
            supporters.setdefault(f"{kind}/{of}", []).append(organisation)
    return hash_of(parts, milestones, passages, supporters)
