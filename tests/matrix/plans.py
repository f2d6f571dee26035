"""Plans on their way, for whatever asks about every stage: draft, proposals, amendments, versions, files."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, a_member, in_two
from tovchoo.accounts.models import Account
from tovchoo.adoption.rules import approve, open_for_a_change, order
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import accept as accept_amendment
from tovchoo.amendments.rules import decline as decline_amendment
from tovchoo.amendments.rules import edit, overtake
from tovchoo.amendments.rules import propose as propose_amendment
from tovchoo.amendments.rules import withdraw as withdraw_amendment
from tovchoo.drafting.models import Draft, DraftMilestone, Part, Passage
from tovchoo.drafting.rules import (
    add_commitment,
    add_milestone,
    add_passage,
    add_section,
    begin,
    name_in_charge,
    take_out,
)
from tovchoo.editions.models import Edition, Intake
from tovchoo.editions.rules import agree, bring, discard, make_editions, read_intakes
from tovchoo.files.checks import checked
from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.people.models import Instrument
from tovchoo.people.rules import register as register_person
from tovchoo.plans.models import Charge, Plan, Proposal, Version
from tovchoo.plans.rules import register
from tovchoo.proposals import rules as proposing
from tovchoo.versions.models import VersionPassage
from tovchoo.versions.rules import freeze

WHY = in_two("Ингэж тогтов", "So it was agreed")
IN_CHARGE = "answering@example.org"
FIRST = in_two("Нэг дэх догол мөр.", "The first paragraph.")
SECOND = in_two("Хоёр дахь.", "The second paragraph.")
PROBLEM = in_two("Хэн ч тоолдоггүй.", "Nobody counts them.")
FILE = "Үүрэг амлалт;Commitment (en);Асуудал;Арга хэмжээ\nШинэ үүрэг;{};Өнөөгийн асуудал;Алхам нэг".encode
ACTS = ("discuss", "accept", "merge", "split", "decline", "withdraw", "take_back", "settle")


def in_charge(cast: Cast) -> Account:
    """Somebody who sits nowhere, and answers for a commitment."""
    known = Account.objects.filter(email=IN_CHARGE).first()
    return known or a_member(in_two("Хариуцагч", "Answering"), None, by=cast.administrator)


def a_plan(cast: Cast, ordinal: int, **given: Any) -> Plan:
    """Of practice, with its forums."""
    before = Plan.objects.get(pk="nap5")
    facts = {"title": in_two("Дадлагын төлөвлөгөө", "Practice plan"), "languages": ["mn", "en"],
             "jurisdiction": before.jurisdiction, "predecessor": before, "authoritative_language": "mn",
             "working_group": cast.group, "msf": cast.msf, "secretariat": cast.secretariat}  # fmt: skip
    return register(Plan(ordinal=ordinal, **facts | given), by=cast.administrator)


def a_draft(cast: Cast, plan: Plan) -> Draft:
    """A section of two paragraphs, a commitment with a milestone, each also taken out; somebody answers for it."""
    draft = begin(plan, "mn", by=cast.saraa)
    section = add_section(draft, in_two("Оршил", "Introduction"), texts=[FIRST, SECOND], by=cast.saraa)
    texts = {"problem": PROBLEM, "solution": in_two("Тоол.", "Count.")}
    part = add_commitment(draft, in_two("Тогоруу тоолох", "Count the cranes"), texts=texts, by=cast.saraa)
    add_milestone(part, in_two("Эхний тоо", "A first count"), in_two("Хүснэгт", "A table"), by=cast.saraa)
    take_out(add_milestone(part, in_two("Гарсан", "Out"), by=cast.saraa), by=cast.saraa)
    take_out(add_passage(section, "text", in_two("Гарсан", "Out"), by=cast.saraa), by=cast.saraa)
    gone = add_section(draft, in_two("Гарсан", "Taken out"), texts=[in_two("Гарсан", "Out")], by=cast.saraa)
    take_out(gone, by=cast.saraa, reason="not needed")
    person = in_charge(cast).person
    name_in_charge(part.commitment, person, Charge.Kind.FOCAL_POINT, since=clock.today(), by=cast.saraa)
    return draft


def a_version(cast: Cast, draft: Draft) -> Version:
    given = {"title": in_two("Хувилбар", "A version"), "purpose": "comments", "date": PartialDate("2026-11-20")}
    return freeze(draft, **given, by=cast.saraa)


def in_force(cast: Cast, version: Version) -> None:
    """Approved and ordered, as is known from paper."""
    for number, (verb, kind) in enumerate(((approve, "approval"), (order, "order")), 1):
        paper = Instrument(kind=kind, number=f"{version.pk}-{number}", title=in_two("Баримт", "Instrument"))
        verb(version, register_person(paper, by=cast.saraa), reason="known from paper", by=cast.saraa)


def passage_code(version: Version, text: Localized) -> str:
    found = VersionPassage.objects.filter(part__version=version, text__en=text["en"])
    return str(found.values_list("passage", flat=True).get())


def amended(cast: Cast, version: Version, after: str, text: Localized = FIRST, *, by: Any = None) -> Amendment:
    """In English, by Bat if by nobody else."""
    entry = Amendment(plan=version.plan, version=version, passage=passage_code(version, text), language="en",
                      kind="word", after=after)  # fmt: skip
    made = propose_amendment(entry, by=by or cast.bat)
    return Amendment.objects.select_related("plan__working_group", "version").get(pk=made.pk)


def amendments(cast: Cast, version: Version) -> dict[str, Amendment]:
    """One in each stage."""
    words = ("open", "open too", "accepted", "edited", "declined", "overtaken", "withdrawn")
    places = {"accepted": SECOND, "edited": PROBLEM}
    made = {word: amended(cast, version, f"It is {word}.", places.get(word, FIRST)) for word in words}
    accept_amendment(made["accepted"], by=cast.saraa)
    edit(made["edited"], "In other words.", by=cast.saraa)
    decline_amendment(made["declined"], reason=WHY, by=cast.saraa)
    overtake(made["overtaken"], reason=WHY, by=cast.saraa)
    withdraw_amendment(made["withdrawn"], reason="a mistake", by=cast.bat)
    return made


def proposals(cast: Cast, plan: Plan) -> dict[str, Proposal]:
    """One in each stage, one that stands for several, and one of which nobody knows where it ended."""
    told, made = proposing.Told(WHY, PartialDate("2026-11-20")), {}
    for stage in ("tabled", "in_discussion", "accepted", "merged", "split", "not_accepted", "withdrawn"):
        said = proposing.Said({"problem": in_two("Хаалттай", "Closed")})
        title = in_two("Санал", f"It is {stage}")
        made[stage] = proposing.propose(Proposal(plan=plan, title=title, person=cast.bat.person), said, by=cast.bat)
    proposing.discuss(made["in_discussion"], told, by=cast.saraa)
    proposing.accept(made["accepted"], told, by=cast.saraa)
    proposing.merge(made["merged"], made["tabled"], told, by=cast.saraa)
    proposing.split(made["split"], [in_two("Нэг", "One piece"), in_two("Хоёр", "Another")], told, by=cast.saraa)
    proposing.decline(made["not_accepted"], told, by=cast.saraa)
    proposing.withdraw(made["withdrawn"], told, by=cast.bat)
    several = proposing.propose(Proposal(plan=plan, title=in_two("Бусад", "Others")), proposing.Said(), by=cast.saraa)
    unknown = proposing.propose(
        Proposal(plan=plan, title=in_two("Мэдэгдэхгүй", "Unknown")), proposing.Said(), by=cast.saraa
    )
    Proposal.objects.filter(pk=several.pk).update(count=12)  # as a package of a plan of the past tells it
    Proposal.objects.filter(pk=unknown.pk).update(stage="")
    found = Proposal.objects.in_bulk([several.pk, unknown.pk])
    return made | {"several": found[several.pk], "unknown": found[unknown.pk]}


def intakes(cast: Cast, draft: Draft) -> dict[str, Intake]:
    """One in each stage but the last."""

    def brought(name: str, content: bytes) -> Intake:
        return bring(draft, checked(SimpleUploadedFile(f"{name}.csv", content)), by=cast.saraa)

    made = {name: brought(name, FILE().replace(b"{}", name.encode())) for name in ("read", "taking", "discarded")}
    made["unreadable"] = brought("unreadable", b"a;b;c\n1;2;3")
    read_intakes()
    found = {name: Intake.objects.get(pk=each.pk) for name, each in made.items()}
    agree(found["taking"], by=cast.saraa)
    discard(found["discarded"], by=cast.saraa)
    return found | {"reading": brought("reading", b"a;b;c\n1;2;3")}


def editions(version: Version) -> dict[str, Edition]:
    """One that is there, one that could not be made, others that are waiting."""
    make_editions()
    rows = Edition.objects.filter(version=version).order_by("pk")
    failed = rows.exclude(stage="ready")[0]
    Edition.objects.filter(pk=failed.pk).update(stage="failed", tries=3)
    return {
        "ready": rows.get(stage="ready"),
        "failed": rows.get(pk=failed.pk),
        "waiting": rows.filter(stage="waiting")[0],
    }


def stages_of_plans(cast: Cast) -> dict[str, dict[str, object]]:
    """By the beginning of a route, the longer first: what it is asked about in each stage."""
    ordinals = count(9)
    begun, enacted, changed, bare = (a_plan(cast, next(ordinals)) for _each in range(4))
    draft, over, again = (a_draft(cast, plan) for plan in (begun, enacted, changed))
    of_files = intakes(cast, draft)
    bring(over, checked(SimpleUploadedFile("over.csv", b"a;b;c\n1;2;3")), by=cast.saraa)
    read_intakes()
    of_proposals = proposals(cast, begun)
    for each in (over, again):
        in_force(cast, a_version(cast, each))
    reopened = open_for_a_change(Version.objects.get(plan=changed), reason="halfway", by=cast.saraa)
    a_version(cast, reopened)
    version = a_version(cast, draft)
    of_amendments = amendments(cast, version)
    of_editions = editions(version)
    plans = {"open": begun.pk, "closed": enacted.pk, "changed": changed.pk, "not begun": bare.pk}
    parts = _parts(draft, over)
    steps = _steps(of_proposals)
    versions = {"open": (begun.pk, 1), "in force": (enacted.pk, 1), "changed": (changed.pk, 1), "no text": ("nap5", 1)}
    of_versions = {stage: {"plan": plan, "number": number} for stage, (plan, number) in versions.items()}
    of_plans = {stage: {"plan": plan} for stage, plan in plans.items()}
    first = passage_code(version, FIRST)
    charge = Charge.objects.get(commitment__plan=begun)
    commitment = draft.parts.get(commitment=charge.commitment)
    numbered = {name: {"plan": begun.pk, "number": each.number} for name, each in of_amendments.items()}
    files = {stage: {"plan": begun.pk, "pk": each.pk} for stage, each in of_files.items()}
    files["closed"] = {"plan": enacted.pk, "pk": Intake.objects.get(draft=over).pk}
    asked = f"?version=1&passage={first}&language=en"
    return {
        "workspace/plans/<str:plan>/draft/files/<int:pk>/": files,
        "workspace/plans/<str:plan>/draft/languages/": {
            name: {**each, "into": "en"} for name, each in of_plans.items()
        },
        "workspace/plans/<str:plan>/draft/<str:code>/in-charge/<int:pk>/": {
            "": {"plan": begun.pk, "code": commitment.code, "pk": charge.pk}
        },
        "workspace/plans/<str:plan>/draft/<str:code>/": parts,
        "workspace/plans/<str:plan>/draft/": of_plans,
        "workspace/plans/<str:plan>/proposals/<int:number>/<slug:act>/": steps,
        "workspace/plans/<str:plan>/proposals/<int:number>/": {
            stage: {"plan": begun.pk, "number": each.number} for stage, each in of_proposals.items()
        },
        "workspace/plans/<str:plan>/amendments/new/": {
            "open": {"plan": begun.pk, "?": asked},
            "of charge": {"plan": begun.pk, "?": f"?version=1&passage={passage_code(version, PROBLEM)}"},
        },
        "workspace/plans/<str:plan>/amendments/<int:number>/": numbered,
        "plans/<str:plan>/amendments/<int:number>/": numbered,
        "workspace/plans/<str:plan>/versions/": of_versions,
        "plans/<str:plan>/versions/<int:one>...": {"": {"plan": changed.pk, "one": 1, "other": 2}},
        "plans/<str:plan>/versions/<int:number>/documents/<slug:name>/": {
            stage: {"plan": begun.pk, "number": 1, "name": each.name} for stage, each in of_editions.items()
        },
        "plans/<str:plan>/versions/<int:number>/": {
            stage: {**each, "part": 1} for stage, each in of_versions.items() if stage in ("open", "no text")
        },
        "plans/<str:plan>/passages/": {"": {"plan": begun.pk, "code": first}},
        "plans/<str:plan>/commitments/<int:number>/milestones/": {"": {"plan": enacted.pk, "number": 1, "code": "1.1"}},
        "workspace/plans/<str:pk>/": {"": begun.pk},
        "workspace/plans/<str:plan>/": of_plans,
        "workspace/documents-of-versions/<int:pk>/again/": {stage: each.pk for stage, each in of_editions.items()},
        "workspace/templates/<str:pk>/": {"": Plan.objects.get(pk=begun.pk).template_id},
        "entries/": {"": {"kind": "amendment", "pk": of_amendments["open"].pk}},
    }


def _parts(draft: Draft, over: Draft) -> dict[str, object]:
    """A part in each state, with one of its passages and milestones where it has any."""
    found: dict[str, Part] = {
        "section": draft.parts.get(kind="section", is_out=False),
        "commitment": draft.parts.get(commitment__isnull=False, milestones__is_out=False),
        "out": draft.parts.get(is_out=True),
        "closed": over.parts.get(commitment__isnull=False),
    }
    return {name: {"plan": each.draft.plan_id, "code": each.code} | _within(each) for name, each in found.items()}


def _within(part: Part) -> dict[str, str]:
    passage = Passage.objects.filter(part=part, milestone=None).order_by("pk").last()
    milestone = DraftMilestone.objects.filter(part=part).order_by("pk").first()
    return {"passage": passage.code if passage else "x", "milestone": milestone.code if milestone else "x"}


def _steps(proposals: dict[str, Proposal]) -> dict[str, object]:
    """Each act on a proposal of which it is an act, and on one of which it is not."""
    begins = {"take_back": ("not_accepted", "tabled"), "settle": ("unknown", "several")}
    return {
        f"{stage} {act}": {"plan": proposals[stage].plan_id, "number": proposals[stage].number, "act": act}
        for act in ACTS for stage in begins.get(act, ("tabled", "withdrawn"))
    }  # fmt: skip
