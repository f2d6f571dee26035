"""What pages ask of the way of a version into law: each step with the hash of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast

from tovchoo.decisions.models import Motion
from tovchoo.files.models import Document
from tovchoo.kernel.localized import text_of
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
    """A step of a version: what was done, by which entry, on which day, with which text."""

    kind: str
    entry: Any
    date: Any
    sha256: str
    frozen: str

    @property
    def agrees(self) -> bool | None:
        """Whether it is the frozen text; none where the step names no hash."""
        return self.sha256 == self.frozen if self.sha256 else None


def stages_of(version: Version) -> list[Stage]:
    """Voted on, approved, put in force, reviewed: as far as it came. Two questions."""
    motions = Motion.objects.filter(about=version.public_id).exclude(stage=Motion.Stage.WITHDRAWN)
    found = [
        Stage("motion", each, each.closed_at, each.sha256, version.sha256) for each in motions.order_by("closed_at")
    ]
    rows = Endorsement.objects.filter(version=version).select_related("instrument__document").order_by("id")
    told = [Stage(each.kind, each.instrument, each.instrument.date, each.sha256, version.sha256) for each in rows]
    order = {"approval": 0, "order": 1, "review": 2}
    return found + sorted(told, key=lambda each: (order[each.kind], each.entry.pk))


def in_force(plan: Plan) -> Version | None:
    """The version that an order put in force last; one question."""
    rows = Version.objects.filter(Q(pk__in=Endorsement.objects.filter(kind="order").values("version")), plan=plan)
    return rows.order_by("-number").first()


def documents_and_text(plan: Plan) -> tuple[list[Document], Version | None]:
    """The documents of a plan, and the text of it that a reader looks for: the one in force, else the latest that is
    frozen. One question."""
    ordered = Exists(Endorsement.objects.filter(version=OuterRef("pk"), kind="order"))
    frozen = Version.objects.filter(plan=plan).exclude(sha256="").annotate(is_in_force=ordered)
    first = frozen.order_by("-is_in_force", "-number").values("pk")[:1]
    nothing: Any = Value("", CharField())
    rows = [
        _row(Document.objects.filter(about=plan.public_id), Value(0), F("file"), nothing, Value(False)),
        _row(frozen.filter(pk=Subquery(first)), F("number"), nothing, F("purpose"), F("is_in_force")),
    ]
    documents, text = [], None
    for key, title, date, number, file, purpose, is_in_force in rows[0].union(rows[1], all=True).order_by("o_key"):
        if number:
            text = Version(id=key, plan=plan, number=number, title=text_of(title), date=date, purpose=purpose)
            text.is_in_force = bool(is_in_force)  # type: ignore[attr-defined]
        else:
            documents.append(Document(id=key, title=text_of(title), date=date, file=file))
    return documents, text


def _row(rows: Any, number: Any, file: Any, purpose: Any, is_in_force: Any) -> Any:
    found = rows.order_by().annotate(
        o_key=F("id"), o_title=Cast(F("title"), TextField()), o_date=F("date"), o_number=number,
        o_file=Cast(file, TextField()), o_purpose=Cast(purpose, TextField()), o_in_force=is_in_force,
    )  # fmt: skip
    return found.values_list("o_key", "o_title", "o_date", "o_number", "o_file", "o_purpose", "o_in_force")


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
