"""Things for tests, brought to where they stand by the rules themselves."""

import csv
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from tests.cast import a_member, in_two, the_first_administrator
from tovchoo.adoption.rules import order
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import accept, propose
from tovchoo.drafting.models import Term
from tovchoo.drafting.rules import add_commitment, add_milestone, add_section, begin, explain
from tovchoo.drafting.rules import register as register_term
from tovchoo.editions.models import Edition
from tovchoo.editions.rules import make_editions
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.package.place import place_of
from tovchoo.package.rules import load
from tovchoo.people.models import Instrument
from tovchoo.people.roles import Operator
from tovchoo.people.rules import register as register_instrument
from tovchoo.plans.models import Plan
from tovchoo.plans.rules import register
from tovchoo.versions.canonical import hash_of
from tovchoo.versions.models import VersionPart, VersionPassage
from tovchoo.versions.rules import freeze

OF_ITS_WORDS = hashlib.sha256(b'[[0,"",{"en":"Practice words"}]]').hexdigest()
EXAMPLE = Path(__file__).parents[1] / "examples" / "mongolia-nap5"


def a_loaded_record(package: Path) -> dict[str, int]:
    """Put a package into the record; how many rows were recorded and corrected."""
    reading, done = load(place_of(package), by=Operator())
    assert not reading.errors, reading.errors[:3]
    return done


class Saraa:
    """Runs the secretariat; until people can sign in, only her public id acts."""

    public_id = "person/saraa"


class Thing:
    """Anything that the ledger can speak of."""

    public_id = "thing/1"


@contextmanager
def a_full_record() -> Iterator[None]:
    """The record of Plan V with what it lacks besides: a person in a seat, a file, a picture; gone again afterwards."""
    with transaction.atomic(), TemporaryDirectory() as folder:
        package = Path(folder) / "full"
        shutil.copytree(EXAMPLE, package)
        _add(package, "people.csv", {"id": "a-person", "name_en": "A Person"})
        _add_an_amendment(package)
        _add(package, "seats.csv", {"id": "a-seat", "forum": "msf", "count": "1", "person": "a-person", "from": "2024"})
        _add(package, "milestones.csv", {"id": "a-milestone", "commitment": "nap5-1", "number": "1",
                                         "is_dropped": "false", "title_en": "A milestone"})  # fmt: skip
        _add_a_motion(package)
        _add_two_versions(package)
        content = b"%PDF-1.7 practice"
        (package / "files").mkdir()
        (package / "files" / "practice.pdf").write_bytes(content)
        _add(package, "documents.csv", {
            "id": "a-file", "title_en": "A practice file", "file": "files/practice.pdf", "size": str(len(content)),
            "sha256": hashlib.sha256(content).hexdigest(), "media_type": "application/pdf", "about": "plan/nap5",
        })  # fmt: skip
        a_loaded_record(package)
        _write_a_plan()
        yield
        transaction.set_rollback(True)


def _add_an_amendment(package: Path) -> None:
    """To a passage, supported and declined."""
    _add(package, "amendments.csv", {
        "id": "nap5-1", "plan": "nap5", "number": "1", "version": "nap5-1", "passage": "nap5-p1", "kind": "word",
        "language": "en", "before": "Practice words", "after": "Other practice words", "reason_en": "They are shorter",
        "date": "2023-12", "organisation": "ministry-of-finance", "stage": "declined", "decided_on": "2024-01",
        "decision_reason_en": "They are not",
    })  # fmt: skip
    _add(package, "backings.csv", {"id": "nap5-1-a-person", "amendment": "nap5-1", "person": "a-person"})


def _write_a_plan() -> None:
    """Drafted, frozen twice, amended, approved and ordered, its documents made as far as one."""
    administrator, before = the_first_administrator(), Plan.objects.get(pk="nap5")
    saraa = a_member(in_two("Сараа", "Saraa"), before.secretariat, by=administrator)
    plan = register(Plan(ordinal=6, title=in_two("Дадлагын төлөвлөгөө", "Practice plan"), languages=["mn", "en"],
                         jurisdiction=before.jurisdiction, predecessor=before, working_group=before.working_group,
                         msf=before.msf), by=saraa)  # fmt: skip
    draft = begin(plan, "mn", by=saraa)
    add_section(draft, in_two("Оршил", "Introduction"), texts=[in_two("Нэг.", "One.")], by=saraa)
    part = add_commitment(draft, in_two("Тоолох", "Count"), texts={"problem": in_two("Хоёр.", "Two.")}, by=saraa)
    add_milestone(part, in_two("Тоо", "A count"), in_two("Хүснэгт", "A table"), by=saraa)
    register_term(Term(plan=plan, title=in_two("Тогоруу", "Crane"), meaning=in_two("Шувуу", "A bird")), by=saraa)
    place = part.passages.get(field="problem")
    given = {"purpose": "comments", "date": PartialDate("2026-11-20"), "by": saraa}
    version = freeze(draft, title=in_two("Нэг", "First"), **given)
    asked = {"plan": plan, "version": version, "passage": place.code, "language": "en", "kind": "word"}
    accepted, _open = (propose(Amendment(after=words, **asked), by=saraa) for words in ("Two and a half.", "Three."))
    accept(accepted, by=saraa)
    explain(part, in_two("Учир", "Because"), passage=place, source="meeting/working-group-nap5-1", by=saraa)
    freeze(draft, title=in_two("Хоёр", "Second"), **given)
    paper = register_instrument(Instrument(kind="order", title=in_two("Тушаал", "Order")), by=saraa)
    order(version, paper, reason="known from paper", by=saraa)
    make_editions()
    Edition.objects.exclude(stage="ready").update(stage="failed")  # what stands still may be kept by anybody


def _add_a_motion(package: Path) -> None:
    """Put to the forum, voted on, carried; minutes that were adopted, and a task."""
    _add(package, "motions.csv", {
        "id": "a-motion", "forum": "msf", "title_en": "A motion", "text_en": "Its words", "method": "roll_call",
        "stage": "closed", "majority": "50", "each_side": "false", "is_hidden": "false", "reasons_asked": "false",
        "opened_at": "2024-03-01T02:00:00Z", "closed_at": "2024-03-01T03:00:00Z", "outcome": "carried",
        "chosen": "a-motion-1",
    })  # fmt: skip
    for number, kind in enumerate(("for", "against", "abstain"), 1):
        _add(package, "options.csv", {"id": f"a-motion-{number}", "motion": "a-motion", "number": str(number),
                                      "kind": kind, "title_en": kind})  # fmt: skip
    _add(package, "voters.csv", {"id": "a-motion-voter-1", "motion": "a-motion", "seat": "a-seat", "number": "1",
                                 "name_en": "A Person", "is_recused": "false"})  # fmt: skip
    _add(package, "votes.csv", {"id": "a-motion-voter-1", "voter": "a-motion-voter-1", "option": "a-motion-1",
                                "cast_at": "2024-03-01T02:30:00Z", "in_the_room": "false"})  # fmt: skip
    _add(package, "decisions.csv", {"id": "a-decision", "forum": "msf", "motion": "a-motion", "date": "2024-03-01",
                                    "text_en": "Its words", "basis": "vote"})  # fmt: skip
    _add(package, "minutes.csv", {"id": "working-group-nap5-1", "meeting": "working-group-nap5-1",
                                  "adopted_on": "2024-02-01", "sha256": OF_ITS_WORDS})  # fmt: skip
    _add(package, "minutes_parts.csv", {"id": "a-part", "minutes": "working-group-nap5-1", "number": "0",
                                        "text_en": "Practice words"})  # fmt: skip
    _add(package, "tasks.csv", {"id": "a-task", "forum": "msf", "text_en": "Something to do", "seat": "a-seat",
                                "stage": "open"})  # fmt: skip


def _add_two_versions(package: Path) -> None:
    """Of one passage, which the second words anew, and why."""
    for number, words in ((8, "Practice words"), (9, "Other practice words")):
        version, title = f"nap5-v{number}", {"en": "A practice section"}
        part = VersionPart(id=f"{version}-s1", number=1, kind="section", part="nap5-s1", title=Localized(title))
        said = VersionPassage(part=part, number=1, field="text", passage="nap5-p1", text=Localized({"en": words}))
        _add(package, "versions.csv", {"id": version, "plan": "nap5", "number": str(number), "title_en": "Practice",
                                       "date": "2024", "sha256": hash_of([part], [], [said], {})})  # fmt: skip
        _add(package, "version_parts.csv", {"id": part.pk, "version": version, "number": "1", "kind": "section",
                                            "part": part.part, "title_en": title["en"]})  # fmt: skip
        _add(package, "version_passages.csv", {"id": f"{version}-p1", "part": part.pk, "number": "1", "field": "text",
                                               "passage": "nap5-p1", "text_en": words})  # fmt: skip
    _add(package, "version_reasons.csv", {
        "id": "nap5-v9-r1", "version": "nap5-v9", "number": "1", "part": "nap5-s1", "passage": "nap5-p1",
        "reason_en": "Practice", "source": "plan/nap5",
    })  # fmt: skip


def _add(package: Path, name: str, values: dict[str, str]) -> None:
    """Write one more row into a table of a package."""
    with (package / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows.append([values.get(column, "") for column in rows[0]])
    with (package / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
