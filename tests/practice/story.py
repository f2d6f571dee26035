"""The life of a plan in Practice Land so far, made by the rules, day after day: the clock is moved to each.

It runs inside the site, once: tovchoo shell -c "from tests.practice.story import live; live()".
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from tests.amendments.versions import again
from tests.cast import Cast, build_cast, in_two
from tests.drafting.drafts import a_plan, rendering, typed
from tests.practice import people, texts
from tests.practice.texts import Idea, Pair, said
from tovchoo.adoption import rules as adopting
from tovchoo.amendments import rules as amending
from tovchoo.amendments.models import Amendment
from tovchoo.cycle.models import Step
from tovchoo.cycle.rules import register as plan_step
from tovchoo.decisions.models import Motion, Voter
from tovchoo.decisions.rules import close, open_vote, state_outcome, take_down, vote
from tovchoo.drafting.models import Draft, Part, Rendering, Term
from tovchoo.drafting.rules import (
    add_commitment,
    add_milestone,
    add_passage,
    add_section,
    begin,
    explain,
    match,
    name_in_charge,
    order_parts,
    set_facts,
)
from tovchoo.drafting.rules import register as define
from tovchoo.editions.rules import agree, bring, read_intakes, take_intakes
from tovchoo.files.checks import checked
from tovchoo.files.rules import keep as keep_file
from tovchoo.kernel import clock
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.models import Entry
from tovchoo.ledger.rules import enter
from tovchoo.meetings.models import Attendance, Meeting
from tovchoo.meetings.rules import add_item, ask_members, call, hold, take_attendance
from tovchoo.minutes.rules import adopt, circulate, keep
from tovchoo.minutes.rules import begin as begin_minutes
from tovchoo.people.models import Instrument, Seat
from tovchoo.people.rules import correct as correct_forum
from tovchoo.plans.models import Commitment, Plan, Proposal, Version
from tovchoo.plans.rules import correct as correct_plan
from tovchoo.proposals import rules as proposing
from tovchoo.proposals.rules import Row, Said, Told
from tovchoo.publishing.models import Draft as News
from tovchoo.publishing.rules import publish, write
from tovchoo.versions.rules import freeze

LENGTH = 240  # days: so long ago it began


@dataclass
class Land:
    """Who is there, and what there is so far."""

    cast: Cast
    bodies: dict[str, people.Organisation]
    year: int
    proposals: dict[str, Proposal] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)


@transaction.atomic
def live() -> None:
    """From the first account to a plan in force, and another one that is being written; whole, or not at all."""
    if Entry.objects.exists():
        sys.exit("This record is not empty: Practice Land has a database of its own.")
    on_day(0)
    tell("the people and their forums")
    cast = build_cast()
    land = Land(cast, people.organisations(cast), clock.today().year + 1)
    people.seats(cast, land.bodies)
    tell("Plan V, as its papers tell it")
    fifth = the_plan_before(land)
    tell("Plan VI: calendar, meetings, thirteen proposals")
    sixth = the_plan(land, fifth)
    propose_and_discuss(land, sixth, fifth)
    tell("its draft, three versions, amendments")
    draft = Draft.objects.get(plan=sixth)
    third = three_versions(land, draft)
    tell("the vote, the approval, the order")
    comes_into_force(land, third)
    tell("the midpoint refresh: a fourth version, with an order of its own")
    refreshed(land, draft, third)
    tell("Plan VII, which is being written")
    the_plan_after(land, sixth)
    clock.offset = timedelta()
    tell("who can sign in")
    people.may_sign_in(cast)


def tell(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)  # noqa: T201


def on_day(number: int, hour: int = 10) -> None:
    """The clock stands at that day of the story, and that hour."""
    real = timezone.localtime()
    midnight = real.replace(hour=0, minute=0, second=0, microsecond=0)
    clock.offset = midnight + timedelta(days=number - LENGTH, hours=hour) - real


def today() -> PartialDate:
    return PartialDate(clock.today().isoformat())


# --- the plan before --------------------------------------------------------------------------------------------------


def the_plan_before(land: Land) -> Plan:
    """Three commitments, entered from paper: its approval was not voted on here. Four proposals are a number only."""
    cast, year = land.cast, land.year
    title = in_two("Дадлага улсын тавдугаар төлөвлөгөө", "Practice Land’s Plan V")
    plan = a_plan(cast, ordinal=5, title=title, start=PartialDate(str(year - 2)), end=PartialDate(f"{year - 1}-12"))
    correct_plan(plan.jurisdiction, {"name": in_two("Дадлага улс", "Practice Land")}, reason="its name in Mongolian",
                 by=cast.administrator)  # fmt: skip
    draft = begin(plan, "mn", by=cast.saraa)
    for (heading, problem, steps), lead in zip(texts.BEFORE, ("justice", "education", "cities"), strict=True):
        part = add_commitment(draft, in_two(*heading), texts={"problem": said(problem)}, lead=land.bodies[lead],
                              by=cast.saraa)  # fmt: skip
        for number, step in enumerate(steps, 1):
            add_milestone(
                part, in_two(*step), by=cast.saraa, due=PartialDate(f"{year - 2 + number // 2}-0{number + 5}")
            )
    text = in_two("Тавдугаар төлөвлөгөө", "Plan V as approved")
    version = freeze(draft, title=text, purpose="approval", date=PartialDate(str(year - 2)), by=cast.saraa)
    reason = "The approval is known from its paper."
    adopting.approve(version, an_instrument(land, "approval", "1", year - 2, fifth=True), reason=reason, by=cast.saraa)
    adopting.order(version, an_instrument(land, "order", "4", year - 2, fifth=True), by=cast.saraa)
    several = in_two("Нэрээр нь мэдэгдээгүй санаачилгууд", "Proposals not known apart")
    enter(Proposal(id=f"{plan.pk}-1", plan=plan, number=1, count=4, title=several), by=cast.saraa)
    return plan


def an_instrument(land: Land, kind: str, number: str, year: int = 0, *, fifth: bool = False) -> Instrument:
    """Of that number, of the day of the story unless a year is given."""
    words = {
        "approval": in_two("Форумын шийдвэр: төлөвлөгөөг дэмжих тухай", "Approval of the plan by the forum"),
        "order": in_two("Төлөвлөгөөг батлах тухай тушаал", "Order that puts the plan in force"),
        "appointing": in_two("Ажлын хэсэг байгуулах тухай тушаал", "Order that appoints the working group"),
    }
    date = PartialDate(str(year)) if year else today()
    entry = Instrument(kind="order" if kind == "appointing" else kind, number=number, date=date, title=words[kind])
    if kind == "approval":
        entry.issuer_forum = land.cast.msf
    else:
        entry.issuer_organisation = land.bodies["digital"]
    file = None if fifth else a_scan(f"{entry.title['en']}, No. {number}")
    return adopting.record_instrument(entry, entry.title, file, by=land.cast.saraa)


def a_scan(words: str) -> dict[str, Any]:
    """A page with these words, kept as the signed file."""
    pdf, made = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page(page_size=(595, 842))
    letters = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=letters))
    page.Contents = pdf.make_stream(f"BT /F1 16 Tf 72 720 Td (Practice Land: {words}) Tj ET".encode())
    pdf.save(made)
    return keep_file(checked(SimpleUploadedFile("signed.pdf", made.getvalue())))


# --- Plan VI: meetings and proposals ----------------------------------------------------------------------------------


def the_plan(land: Land, fifth: Plan) -> Plan:
    """With the order that begins it, the rules of the forums, a calendar."""
    cast = land.cast
    for forum, rules in (
        (cast.group, {"quorum": 50, "least_non_government": 50, "correction_days": 5}),
        (cast.msf, {"quorum": 50, "majority": 50, "each_side": True, "notice_days": 7}),
    ):
        correct_forum(forum, rules, reason="the rules that it gave itself", by=cast.saraa)
        forum.refresh_from_db()
    order = an_instrument(land, "appointing", "12")
    correct_forum(cast.group, {"established_by": order}, reason="its order", by=cast.saraa)
    title = in_two("Дадлага улсын зургаадугаар төлөвлөгөө", "Practice Land’s Plan VI")
    period = {"start": PartialDate(str(land.year)), "end": PartialDate(f"{land.year + 1}-12")}
    plan = a_plan(cast, ordinal=6, title=title, predecessor=fifth, **period)
    for words, after in texts.CALENDAR:
        day = clock.today() + timedelta(days=after)
        plan_step(Step(plan=plan, title=in_two(*words), starts=PartialDate(day.isoformat())), by=cast.saraa)
    return plan


def a_meeting(land: Land, plan: Plan, number: int) -> Meeting:
    """Called ten days before, held, with who came and its minutes, which its members read for a week."""
    words, items, minutes, day = texts.MEETINGS[number]
    cast = land.cast
    on_day(day - 10)
    entry = Meeting(kind="full", forum=cast.group, plan=plan, title=in_two(*words), mode="in_person",
                    place=in_two(*texts.HALL),
                    starts_at=clock.now() + timedelta(days=10))  # fmt: skip
    call(entry, by=cast.saraa)
    made = [add_item(entry, in_two(*each), Localized(), by=cast.saraa) for each in items]
    ask_members(entry, by=cast.saraa)
    on_day(day, 12)
    entry = Meeting.objects.select_related("forum").get(pk=entry.pk)
    hold(entry, by=cast.saraa)
    seats = Seat.objects.filter(forum=cast.group).order_by("pk")
    came = {seat: {"presence": Attendance.Presence.ABSENT if place == number + 3 else Attendance.Presence.PRESENT}
            for place, seat in enumerate(seats)}  # fmt: skip
    take_attendance(entry, came, by=cast.saraa)
    writing = begin_minutes(entry, "mn", by=cast.saraa)
    for item, (mn, en) in zip(made, minutes, strict=True):
        for language, text in (("mn", mn), ("en", en)):
            place = writing.passages.get(item=item, language=language)
            keep(place, text, base=0, key=f"{place.pk}", by=cast.saraa)
    circulate(writing, clock.now() + timedelta(days=7), by=cast.saraa)
    on_day(day + 8)
    adopt(writing, by=cast.saraa)
    land.meetings.append(entry)
    return entry


def propose_and_discuss(land: Land, plan: Plan, fifth: Plan) -> None:
    """Thirteen are tabled; nine commitments come of them."""
    cast = land.cast
    a_meeting(land, plan, 0)
    for number, (key, idea) in enumerate(texts.IDEAS.items()):
        on_day(23 + 2 * number)
        land.proposals[key] = tabled(
            land, plan, idea, source=fifth.commitments.get(number=1) if key == "owners" else None
        )
    several = Proposal(id=f"{plan.pk}-11", plan=plan, number=11, count=3, title=in_two(*texts.BY_LETTER), date=today(),
                       stage="tabled")  # fmt: skip
    enter(several, by=cast.saraa)
    meeting = a_meeting(land, plan, 1)
    on_day(65)
    lights = Proposal(title=in_two(*texts.LIGHTS), organisation=land.bodies["herders"])
    proposing.tell_apart(several, lights, reason="the letter was found", by=cast.saraa)
    for each in (*land.proposals.values(), lights):
        proposing.discuss(Proposal.objects.get(pk=each.pk), because("discussed", meeting), by=cast.saraa)
    on_day(70)
    become(land, meeting, lights, several)


def tabled(land: Land, plan: Plan, idea: Idea, source: Commitment | None = None) -> Proposal:
    """By the member who sits for its organisation, else in its name by the secretariat."""
    cast = land.cast
    by = {"digital": cast.bat, "budget_watch": cast.tsetseg}.get(idea.organisation, cast.saraa)
    entry = Proposal(plan=plan, title=in_two(*idea.title), organisation=land.bodies[idea.organisation],
                     person=None if by == cast.saraa else by.person)  # fmt: skip
    rows = [Row({"title": in_two(*words), "due": due(land, month)}) for words, month in idea.milestones]
    answers = Said({key: said(pair) for key, pair in idea.answers.items()}, rows)
    if source is None:
        return proposing.propose(entry, answers, by=by)
    return proposing.carry_over(entry, answers, source, because("carried"), by=cast.saraa)


def due(land: Land, month: str) -> PartialDate:
    return PartialDate(month.format(next=land.year, last=land.year + 1))


def because(key: str, meeting: Meeting | None = None) -> Told:
    return Told(said(texts.WHY[key]), today(), meeting.public_id if meeting else "")


def become(land: Land, meeting: Meeting, *not_accepted: Proposal) -> None:
    """Merged, split, withdrawn, not accepted, accepted."""
    cast, all_of_them = land.cast, {key: Proposal.objects.get(pk=each.pk) for key, each in land.proposals.items()}
    proposing.merge(all_of_them.pop("air"), all_of_them["environment"], because("merged", meeting), by=cast.saraa)
    proposing.withdraw(all_of_them.pop("app"), because("withdrawn"), by=cast.bat)
    for each in not_accepted:
        proposing.decline(Proposal.objects.get(pk=each.pk), because("not_accepted", meeting), by=cast.saraa)
    titles = [in_two(*pair) for pair in texts.PIECES]
    pieces = proposing.split(all_of_them.pop("requests"), titles, because("split", meeting), by=cast.saraa)
    all_of_them |= {f"requests {number}": each for number, each in enumerate(pieces, 1)}
    for key, each in all_of_them.items():
        lead = land.bodies[texts.IDEAS[key.split()[0]].lead]
        land.commitments[key] = proposing.accept(each, because("accepted", meeting), lead=lead, by=cast.saraa)


# --- Plan VI: its text ------------------------------------------------------------------------------------------------


def three_versions(land: Land, draft: Draft) -> Version:
    """For discussion, for comments, for approval; between them people write, and propose amendments."""
    cast = land.cast
    on_day(80)
    for heading, paragraphs in texts.SECTIONS:
        add_section(draft, in_two(*heading), texts=[said(each) for each in paragraphs], by=cast.saraa)
    sections_first = draft.parts.order_by("-kind", "number")
    order_parts(draft, list(sections_first), by=cast.saraa)
    who_leads_and_supports(land, draft)
    for title, meaning in texts.GLOSSARY:
        define(Term(plan=draft.plan, title=in_two(*title), meaning=in_two(*meaning)), by=cast.saraa)
    on_day(92)
    first = frozen(land, draft, ("Хэлэлцүүлгийн төсөл", "Draft for discussion"), "discussion")
    wishes = {key: wished(land, first, key, 94 + number) for number, key in enumerate(list(texts.WISHES)[:5])}
    meeting = a_meeting(land, draft.plan, 2)
    on_day(124)
    decided(land, wishes, meeting)
    for change in texts.CHANGES:
        changed(land, *change)
    on_day(126)
    second = frozen(land, draft, ("Санал авах төсөл", "Draft for comments"), "comments", meeting.public_id)
    last = wished(land, second, "lawyer", 130)
    on_day(134)
    amending.withdraw(last, reason=texts.DECIDED["lawyer"][1], by=cast.tsetseg)
    part = part_of(land, "voice")
    add_passage(part, "solution", said(("Утасны дугаарыг ажлын байр бүрт хана дээр байршуулна.",
                                        "The number of the line hangs on the wall of every workplace.")),
                by=cast.tsetseg)  # fmt: skip
    explain(part, said(("Хүмүүс утсыг мэдэж байх ёстой.", "People must know of the line.")), by=cast.tsetseg)
    on_day(140)
    return frozen(land, draft, ("Форумд өргөн барьсан төсөл", "Draft put to the forum"), "approval")


def who_leads_and_supports(land: Land, draft: Draft) -> None:
    """Each commitment with its organisations and years; two with somebody who answers for them."""
    cast, bodies = land.cast, land.bodies
    for number, part in enumerate(draft.parts.filter(kind=Part.Kind.COMMITMENT).order_by("number")):
        helpers = [bodies[key] for key in ("budget_watch", "academy", "media", "clean_air", "access")]
        facts = {"supporters": [helpers[number % 5], helpers[(number + 2) % 5]], "start": due(land, "{next}-01"),
                 "end": due(land, "{last}-12")}  # fmt: skip
        set_facts(part, facts, by=cast.saraa)
        for milestone in part.milestones.all():
            set_facts(milestone, {"lead": part.lead}, by=cast.saraa)
    for key, who, kind in (("access", cast.bat, "focal_point"), ("schools", cast.tsetseg, "co_lead")):
        name_in_charge(land.commitments[key], who.person, kind, since=clock.today(), by=cast.saraa)


def frozen(land: Land, draft: Draft, title: Pair, purpose: str, meeting: str = "") -> Version:
    draft = Draft.objects.select_related("plan__working_group").get(pk=draft.pk)
    return freeze(draft, title=in_two(*title), purpose=purpose, date=today(), meeting=meeting, by=land.cast.saraa)


def part_of(land: Land, key: str) -> Part:
    return Part.objects.select_related("draft__plan__working_group").get(commitment=land.commitments[key])


def wished(land: Land, version: Version, key: str, day: int) -> Amendment:
    """Tsetseg proposes it; Bat's ministry supports the first."""
    wish = texts.WISHES[key]
    on_day(day)
    place = rendering(part_of(land, wish.idea), wish.field, wish.language)
    by = land.cast.bat if key == "thirty" else land.cast.tsetseg
    named = land.bodies["digital" if key == "thirty" else "budget_watch"]
    after = place.text.replace(wish.old, wish.new)
    entry = Amendment(plan=version.plan, version=version, passage=place.passage.code, kind="word", organisation=named,
                      language=wish.language, after=after, reason=said(wish.reason))  # fmt: skip
    amending.propose(entry, by=by)
    if key in ("price", "all"):
        amending.back(again(entry), by=land.cast.bat)
    return again(entry)


def decided(land: Land, wishes: dict[str, Amendment], meeting: Meeting) -> None:
    """As the group recommends: accepted, accepted in other words, declined; of two on one passage the second is
    overtaken."""
    for key, (advice, reason) in texts.ADVICE.items():
        amending.recommend(wishes[key], advice, reason=said(reason) if reason else None, by=land.cast.saraa)
        wishes[key] = again(wishes[key])
    by, at = land.cast.saraa, {"meeting_id": meeting.public_id}
    why = {key: said(pair) for key, pair in texts.DECIDED.items()}
    amending.accept(wishes["price"], reason=why["price"], by=by, **at)
    amending.edit(wishes["duty"], texts.DUTY, reason=why["duty"], by=by, **at)
    amending.decline(wishes["all"], reason=why["all"], by=by, **at)
    amending.accept(wishes["half"], reason=why["half"], by=by, **at)
    amending.overtake(wishes["thirty"], again(wishes["half"]), by=by, **at)
    for key, old, new in (
        ("procurement", "ямар үнээр, хэнээс", "ямар үнээр, хэзээ, хэнээс"),
        ("schools causes", "", texts.DUTY_IN_ENGLISH),
        ("schools results", "Four parents in ten", "Half of all parents"),
    ):  # fmt: skip
        follow(land, key, old, new)


def follow(land: Land, key: str, old: str, new: str) -> None:
    """The other language says the same again."""
    idea, _space, name = key.partition(" ")
    place = rendering(part_of(land, idea), name or "solution", "en" if name else "mn")
    typed(place, place.text.replace(old, new) if old else new, by=land.cast.bat)
    other = Rendering.objects.select_related("passage__part__draft__plan__working_group")
    match(other.get(passage=place.passage, language="en"), by=land.cast.bat)


def changed(land: Land, idea: str, name: str, language: str, old: str, new: str, why: Pair | None) -> None:
    """Bat writes, says why, and has the translation follow."""
    part = part_of(land, idea)
    place = rendering(part, name, language)
    typed(place, place.text.replace(old, new), by=land.cast.bat)
    if why:
        explain(part, said(why), passage=place.passage, by=land.cast.bat)
    if language == "en":
        rows = Rendering.objects.select_related("passage__part__draft__plan__working_group")
        match(rows.get(pk=place.pk), by=land.cast.bat)


# --- Plan VI: into force ----------------------------------------------------------------------------------------------


def comes_into_force(land: Land, version: Version) -> None:
    """The MSF carries it, in the room but for its chair; approval, order, news."""
    cast = land.cast
    on_day(150)
    version = Version.objects.select_related("plan__msf").get(pk=version.pk)
    title = in_two("Зургаадугаар төлөвлөгөөг дэмжих", "Approve Plan VI")
    text = in_two("Гуравдугаар хувилбарыг төлөвлөгөө болгохыг дэмжинэ.", "The third version is to be the plan.")
    motion = open_vote(adopting.put_to_the_vote(version, title, text, by=cast.saraa), by=cast.saraa)
    options = {each.kind: each for each in motion.options.all()}
    voters = list(Voter.objects.filter(motion=motion).select_related("motion", "seat").order_by("number"))
    own = next(each for each in voters if each.seat.person_id == cast.dorj.person_id)
    vote(own, options["for"], by=cast.dorj)
    in_the_room = [each for each in voters if each != own]
    told = {each: (options["abstain" if number == 2 else "for"], "") for number, each in enumerate(in_the_room)}
    take_down(motion, told, by=cast.saraa)
    on_day(150, 15)
    close(Motion.objects.select_related("forum").get(pk=motion.pk), by=cast.saraa)
    approval = an_instrument(land, "approval", "7")
    statement = in_two("Форум төлөвлөгөөг дэмжлээ.", "The forum approves the plan.")
    state_outcome(Motion.objects.get(pk=motion.pk), statement, approval, by=cast.saraa)
    adopting.approve(version, approval, sha256=version.sha256, by=cast.saraa)
    on_day(160)
    adopting.order(again_version(version), an_instrument(land, "order", "31"), sha256=version.sha256, by=cast.saraa)
    on_day(161)
    publish(write(News(), {key: in_two(*pair) for key, pair in texts.NEWS.items()}, by=cast.saraa), by=cast.saraa)


def refreshed(land: Land, draft: Draft, third: Version) -> None:
    """Halfway through one commitment is changed: a version, an approval by letter, an order of its own."""
    cast = land.cast
    on_day(170)
    adopting.open_for_a_change(again_version(third), reason=texts.REFRESH, by=cast.saraa)
    for change in texts.REFRESHED:
        changed(land, *change)
    milestone = part_of(land, "participatory").milestones.select_related("part__draft__plan").order_by("number").last()
    set_facts(milestone, {"due": due(land, "{last}-11")}, by=cast.bat)
    on_day(175)
    fourth = again_version(frozen(land, draft, ("Хагас хугацааны шинэчлэл", "Midpoint refresh"), "refresh"))
    on_day(182)
    adopting.approve(fourth, an_instrument(land, "approval", "9"), reason=texts.BY_MAIL, by=cast.saraa)
    on_day(186)
    adopting.order(again_version(fourth), an_instrument(land, "order", "44"), sha256=fourth.sha256, by=cast.saraa)


def again_version(version: Version) -> Version:
    return Version.objects.select_related("plan__msf", "plan__working_group").get(pk=version.pk)


# --- Plan VII ---------------------------------------------------------------------------------------------------------


def the_plan_after(land: Land, sixth: Plan) -> None:
    """A board with an open proposal, a draft with a first version, amendments that wait, translations to be made."""
    cast = land.cast
    on_day(200)
    title = in_two("Дадлага улсын долдугаар төлөвлөгөө", "Practice Land’s Plan VII")
    plan = a_plan(cast, ordinal=7, title=title, predecessor=sixth)
    made = [tabled(land, plan, idea) for idea in texts.SEVENTH]
    on_day(215)
    for entry, idea in list(zip(made, texts.SEVENTH, strict=True))[:2]:
        proposing.accept(
            Proposal.objects.get(pk=entry.pk), because("accepted"), lead=land.bodies[idea.lead], by=cast.saraa
        )
    draft = Draft.objects.get(plan=plan)
    on_day(225)
    version = frozen(land, draft, ("Анхны төсөл", "First draft"), "discussion")
    on_day(230)
    for number, (before, after, why) in enumerate(texts.SEVENTH_WISHES):
        place = Rendering.objects.get(passage__part__draft=draft, language="en", text=before)
        by, name = ((cast.tsetseg, "budget_watch"), (cast.bat, "digital"))[number % 2]
        entry = Amendment(plan=plan, version=version, passage=place.passage.code, kind="word", language="en",
                          after=after, reason=said(why), organisation=land.bodies[name])  # fmt: skip
        amending.propose(entry, by=by)
    on_day(235)
    place = Rendering.objects.get(passage__part__draft=draft, language="mn", text=texts.RETYPED[0])
    typed(place, texts.RETYPED[1], by=cast.bat)
    part = Part.objects.select_related("draft__plan__working_group").get(pk=place.passage.part_id)
    add_passage(part, "solution", Localized({"mn": texts.NOT_TRANSLATED}), by=cast.tsetseg)
    taken_in(land, draft)
    title = in_two("Долдугаар төлөвлөгөөний эхний хурал", "First meeting on Plan VII")
    entry = Meeting(kind="full", forum=cast.group, plan=plan, title=title, place=in_two(*texts.HALL),
                    starts_at=clock.now() + timedelta(days=19))  # fmt: skip
    call(entry, by=cast.saraa)
    add_item(entry, in_two("Анхны төсөл", "The first draft"), Localized(), by=cast.saraa)
    ask_members(entry, by=cast.saraa)


def taken_in(land: Land, draft: Draft) -> None:
    """A table that a ministry sent, read, agreed and taken over."""
    draft = Draft.objects.select_related("plan__working_group").get(pk=draft.pk)
    table = SimpleUploadedFile("ministry.csv", texts.TABLE.encode())
    intake = bring(draft, checked(table), by=land.cast.saraa)
    read_intakes()
    intake.refresh_from_db()
    agree(intake, by=land.cast.saraa)
    take_intakes()
