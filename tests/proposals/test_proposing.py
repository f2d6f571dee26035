"""Members propose for their organisation, the secretariat for any; by a template that is data."""

import json

import pytest

from tests.cast import in_two, signed_in
from tests.proposals.plans import a_proposal, an_organisation, told
from tests.proposals.plans import the_next_plan as next_plan
from tovchoo.consultations.models import Recommendation
from tovchoo.drafting.models import Part
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Office, Seat, Tenure
from tovchoo.people.rules import register as register_person
from tovchoo.plans.models import Commitment, Lineage, Milestone, Plan, Proposal, Template
from tovchoo.proposals.rules import (
    Row,
    Said,
    accept,
    carry_over,
    choose_template,
    correct,
    load_template,
    propose,
    withdraw,
)
from tovchoo.proposals.template_file import read, shipped


@pytest.fixture
def plan(cast):
    return next_plan(cast)


def test_the_first_proposal_brings_the_template_of_the_house_into_the_record(plan, cast):
    a_proposal(plan, cast.bat)
    plan.refresh_from_db()
    keys = list(plan.template.fields.order_by("number").values_list("key", flat=True))
    assert keys == [*Commitment.TEMPLATE, "budget", "links"]
    assert list(plan.template.fields.filter(is_asked=False).values_list("key", flat=True)) == ["budget", "links"]
    a_proposal(plan, cast.tsetseg)
    assert Template.objects.count() == 1


def test_a_proposal_is_numbered_dated_and_public_at_once(plan, cast, page):
    made = a_proposal(plan, cast.bat)
    second = a_proposal(plan, cast.tsetseg, title="Open courts")
    assert (made.pk, made.stage, second.number, str(made.date)) == ("nap6-1", "tabled", 2, str(second.date))
    text = page("/en/plans/nap6/proposals/1/")
    assert "Budgets are closed" in text and "Bat" in text and "First" in text and "has not been discussed yet" in text
    assert Entry.objects.filter(verb="proposal.recorded", subject="proposal/nap6-1").exists()


def test_what_a_proposal_says_is_found(plan, cast, page):
    a_proposal(plan, cast.bat)
    text = page("/en/search/?q=budget+closed")
    assert "/en/plans/nap6/proposals/1/" in text and "text of a proposal" in text and "Budgets are closed" in text
    assert "/en/plans/nap6/proposals/1/" in page("/mn/search/?q=хаалттай").replace("/mn/", "/en/")


def test_who_sits_elsewhere_or_nowhere_does_not_propose(plan, cast):
    for somebody in (cast.nomin, cast.oyun, cast.dorj):
        with pytest.raises(Refused):
            propose(Proposal(plan=plan, title=in_two("а", "a")), Said(), by=somebody)


def test_a_member_proposes_for_the_organisation_of_the_own_seat_only(plan, cast):
    own, other = an_organisation(cast), an_organisation(cast, "Another Ministry")
    Seat.objects.filter(pk=cast.bat.held[0].seat).update(organisation=own)
    assert a_proposal(plan, cast.bat, organisation=own).organisation == own
    with pytest.raises(Refused):
        a_proposal(plan, cast.bat, organisation=other)
    assert propose(Proposal(plan=plan, title=in_two("а", "a"), organisation=other), Said(), by=cast.saraa)


@pytest.mark.parametrize("seated", [True, False])
def test_who_speaks_for_an_organisation_proposes_in_its_name(plan, cast, seated):
    own, other = an_organisation(cast), an_organisation(cast, "Another Ministry")
    office = register_person(Office(title=in_two("Дарга", "Head"), organisation=own), by=cast.saraa)
    register_person(Tenure(office=office, person=cast.dorj.person, since=PartialDate("2026-01")), by=cast.saraa)
    if seated:
        Seat.objects.filter(pk=cast.dorj.held[0].seat).update(organisation=own)
        Tenure.objects.filter(office=office).delete()
    browser, url = signed_in(cast.dorj), "/en/workspace/plans/nap6/proposals/propose/"
    assert url in browser.get("/en/workspace/proposals/").content.decode()
    assert browser.post(url, SAID).status_code == 422
    assert browser.post(url, SAID | {"organisation": other.pk}).status_code == 422
    answer = browser.post(url, SAID | {"organisation": own.pk}, follow=True)
    made = Proposal.objects.get(plan=plan)
    assert answer.status_code == 200 and (made.organisation, made.person) == (own, cast.dorj.person)
    assert browser.get("/en/workspace/plans/nap6/proposals/").status_code == 403
    with pytest.raises(Refused):
        propose(Proposal(plan=plan, title=in_two("а", "a"), organisation=other), Said(), by=cast.dorj)
    withdraw(made, told(), by=cast.dorj)


def test_nothing_is_proposed_for_a_plan_that_is_approved(cast):
    with pytest.raises(Refused, match="approved"):
        propose(Proposal(plan=Plan.objects.get(pk="nap5"), title=in_two("а", "a")), Said(), by=cast.administrator)


def test_the_proposer_corrects_with_a_reason_and_nobody_else_does(plan, cast):
    made = a_proposal(plan, cast.bat)
    said = Said({"problem": in_two("Өөр", "Another")}, [Row({"title": in_two("Шинэ", "New")})])
    with pytest.raises(Refused):
        correct(made, {}, said, reason="why", by=cast.tsetseg)
    assert correct(made, {"title": in_two("Гарчиг", "Title")}, said, reason="a slip", by=cast.bat)
    assert str(made.answers.get(field="problem").text["en"]) == "Another"
    assert [each.title["en"] for each in made.milestones.all()] == ["New"]
    assert Entry.objects.get(verb="milestone.taken_out").facts["reason"] == "a slip"
    withdraw(made, told(), by=cast.bat)
    with pytest.raises(Refused):
        correct(made, {}, said, reason="too late", by=cast.bat)


# --- in the browser ---------------------------------------------------------------------------------------------------

ROWS = {"m-TOTAL_FORMS": "3", "m-INITIAL_FORMS": "0"}
TITLE = {"title_mn": "Нээлттэй төсөв", "title_en": "Open budgets"}
SAID = TITLE | ROWS | {"answer_description_en": "In short", "answer_problem_en": "Closed", "go": "propose"}


def test_the_form_shows_the_fields_and_keeps_what_was_typed(plan, cast):
    browser, url = signed_in(cast.bat), "/en/workspace/plans/nap6/proposals/propose/"
    assert "Which problem is it about?" in browser.get(url).content.decode()
    answer = browser.post(url, ROWS | {"answer_problem_en": "Closed doors", "m-0-due": "2028"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Closed doors" in text and "A milestone has a title." in text
    typed = {"answer_problem_en": "Closed doors", "m-0-title_en": "First", "m-0-due": "2028-06"}
    assert browser.post(url, SAID | typed, follow=True).status_code == 200
    made = Proposal.objects.get(plan=plan)
    assert made.person == cast.bat.person and [str(each.due.text) for each in made.milestones.all()] == ["2028-06"]


def test_the_secretariat_proposes_in_the_name_of_an_organisation_not_in_its_own(plan, cast):
    organisation = an_organisation(cast)
    browser, url = signed_in(cast.saraa), "/en/workspace/plans/nap6/proposals/propose/"
    assert "In the name of" in browser.get(url).content.decode()
    typed = TITLE | ROWS | {"organisation": organisation.pk, "date": "2026-11-02", "go": "propose"}
    assert browser.post(url, typed).status_code == 302
    made = Proposal.objects.get(plan=plan)
    assert made.organisation == organisation and made.person is None and made.date.text == "2026-11-02"


def test_it_is_looked_at_first_and_nobody_else_sees_it_yet(plan, cast):
    browser, url = signed_in(cast.bat), "/en/workspace/plans/nap6/proposals/propose/"
    typed = SAID | {"m-0-title_en": "First step", "start": "2027", "sending": "one", "go": ""}
    before = Entry.objects.count()
    for _time in range(2):
        shown = browser.post(url, typed)
        text = shown.content.decode()
        assert shown.status_code == 200 and "So it will be shown" in text and "First step" in text and "2027" in text
    assert 'name="m-0-title_en" value="First step"' in text and 'value="one"' not in text
    assert not Proposal.objects.filter(plan=plan).exists() and Entry.objects.count() == before
    again = browser.post(url, typed | {"go": "change"})
    assert again.status_code == 200 and "First step" in again.content.decode()
    assert browser.post(url, typed | {"go": "propose"}).status_code == 302
    assert browser.post(url, typed | {"go": "propose"}).status_code == 302
    assert Proposal.objects.get(plan=plan).start.text == "2027"


def test_what_it_is_about_comes_first_and_the_rest_is_folded_with_its_count(plan, cast):
    browser, url = signed_in(cast.bat), "/en/workspace/plans/nap6/proposals/propose/"
    text = browser.get(url).content.decode()
    first, rest = text.partition('<details class="part"')[::2]
    assert "Which problem is it about?" in first and "What causes it?" in rest and "0 of 5" in rest
    assert '<summary lang="mn">Монгол</summary>' in first
    answer = browser.post(url, TITLE | ROWS | {"start": "2028", "end": "2027"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "It ends before it begins, on" in text and "2 of 5" in text
    assert '<details class="part" open' in text and text.count("This field is required.") >= 2


def test_lead_supporters_and_period_go_with_it_into_the_draft(plan, cast, page):
    lead, other = an_organisation(cast), an_organisation(cast, "Another Ministry")
    typed = {"lead": lead.pk, "supporters": "Another Ministry", "other_supporters_en": "Some schools",
             "start": "2027-01", "end": "2028", "m-0-title_en": "First", "m-0-supporters": "Practice Ministry",
             "answer_causes_en": "Nobody asks"}  # fmt: skip
    url = "/en/workspace/plans/nap6/proposals/propose/"
    assert signed_in(cast.bat).post(url, SAID | typed).status_code == 302
    text = page("/en/plans/nap6/proposals/1/")
    for words in ("Practice Ministry", "Another Ministry", "Some schools", "January 2027", "Nobody asks"):
        assert words in text, words
    made = Proposal.objects.get(plan=plan)
    part = Part.objects.get(commitment=accept(made, told(), by=cast.saraa))
    assert (part.lead, part.start.text, part.end.text, list(part.supporters.all())) == (
        lead,
        "2027-01",
        "2028",
        [other],
    )
    assert list(part.milestones.get().supporters.all()) == [lead] and part.other_supporters["en"] == "Some schools"


def test_other_supporters_are_a_correction_with_its_reason(plan, cast):
    made, organisation = a_proposal(plan, cast.bat), an_organisation(cast)
    url, browser = "/en/workspace/plans/nap6/proposals/1/correct/", signed_in(cast.bat)
    rows = {"m-TOTAL_FORMS": "1", "m-INITIAL_FORMS": "1", "m-0-entry": "nap6-1-m1", "m-0-title_en": "First"}
    typed = TITLE | rows | {"supporters": "Practice Ministry", "m-0-supporters": "Practice Ministry"}
    assert browser.post(url, typed | {"reason": "they agreed"}).status_code == 302
    assert list(made.supporters.all()) == [organisation]
    assert list(made.milestones.get().supporters.all()) == [organisation]
    told_by = Entry.objects.filter(subject="proposal/nap6-1", verb="proposal.corrected").order_by("-pk")[0]
    assert told_by.facts["changes"]["supporters"] == {"from": [], "to": [organisation.pk]}


def test_a_milestone_is_corrected_in_its_row(plan, cast):
    made = a_proposal(plan, cast.bat)
    url = f"/en/workspace/plans/nap6/proposals/{made.number}/correct/"
    rows = {
        "m-TOTAL_FORMS": "4",
        "m-INITIAL_FORMS": "1",
        "m-0-entry": "nap6-1-m1",
        "m-0-title_en": "First, worded anew",
    }
    answer = signed_in(cast.bat).post(url, TITLE | rows | {"reason": "a slip"})
    assert answer.status_code == 302
    assert [(each.pk, each.title["en"]) for each in made.milestones.all()] == [("nap6-1-m1", "First, worded anew")]


def test_nobody_writes_over_what_another_changed_meanwhile(plan, cast):
    made = a_proposal(plan, cast.bat)
    url, browser = "/en/workspace/plans/nap6/proposals/1/correct/", signed_in(cast.saraa)
    base = browser.get(url).content.decode().partition('name="base" value="')[2].partition('"')[0]
    assert len(base) > 10
    correct(made, {"title": in_two("Өөр", "Other")}, Said(), reason="a slip", by=cast.bat)
    answer = browser.post(url, TITLE | ROWS | {"base": base, "reason": "mine"})
    assert answer.status_code == 422 and "Somebody else has changed" in answer.content.decode()
    made.refresh_from_db()
    assert made.title["en"] == "Other"


def test_the_template_is_chosen_in_the_browser(plan, cast):
    browser, url = signed_in(cast.saraa), "/en/workspace/plans/nap6/template/"
    assert browser.get(url).url == "/en/workspace/templates/"
    made = load_template(read(a_file())[0], by=cast.saraa)
    assert browser.post(url, {"template": made.pk}).status_code == 302
    plan.refresh_from_db()
    assert (
        plan.template == made
        and ">Problem" in browser.get("/en/workspace/plans/nap6/proposals/propose/").content.decode()
    )


# --- carrying over ----------------------------------------------------------------------------------------------------


@pytest.fixture
def unfinished(cast):
    """Two milestones of the fourth commitment of Plan V."""
    source = Commitment.objects.get(pk="nap5-4")
    rows = [Milestone(id=f"nap5-4-m{n}", commitment=source, number=n, title=in_two("үе", f"Step {n}")) for n in (1, 2)]
    return Milestone.objects.bulk_create(rows)


def test_a_commitment_goes_on_with_its_unfinished_milestones(plan, cast, unfinished):
    url = "/en/workspace/plans/nap6/before/4/"
    browser = signed_in(cast.bat)
    assert "Step 2" in browser.get(url).content.decode()
    typed = TITLE | {"milestones": "nap5-4-m2", "reason_mn": "Дуусаагүй"}
    answer = browser.post(url, typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Proposal.objects.get(plan=plan)
    assert [each.title["en"] for each in made.milestones.all()] == ["Step 2"]
    steps = set(Lineage.objects.filter(kind="carried_over").values_list("from_entry", "to_entry"))
    assert steps == {("commitment/nap5-4", "proposal/nap6-1"), ("milestone/nap5-4-m2", "milestone/nap6-1-m1")}
    said = browser.get("/en/workspace/plans/nap6/before/").content.decode()
    link = said.partition("<b>carried over</b>")[0].rpartition('href="')[2].partition('"')[0]
    assert browser.get(link, follow=True).redirect_chain[-1][0] == "/en/plans/nap6/proposals/1/"


def test_a_milestone_of_another_commitment_is_not_carried_over(plan, cast, unfinished):
    source, entry = Commitment.objects.get(pk="nap5-5"), Proposal(plan=plan, title=in_two("а", "a"))
    with pytest.raises(Refused, match="its own commitment"):
        carry_over(entry, Said({}, [Row({}, source=unfinished[0])]), source, told(), by=cast.bat)
    assert not Proposal.objects.filter(plan=plan).exists()


def test_the_next_plan_opens_from_the_last(plan, cast):
    browser = signed_in(cast.bat)
    text = browser.get("/en/workspace/plans/nap6/before/").content.decode()
    assert "/en/workspace/plans/nap6/before/9/" in text and "?from=recommendation/" in text
    name = text.partition("?from=")[2].partition('"')[0]
    assert (
        'name="title_en" value="'
        in browser.get(f"/en/workspace/plans/nap6/proposals/propose/?from={name}").content.decode()
    )


def test_everybody_reads_what_the_plan_before_left(plan, cast, page, django_assert_max_num_queries):
    Recommendation.objects.filter(plan="nap5").update(kind="")
    lesson = Recommendation.objects.filter(plan="nap5").order_by("number")[0]
    Recommendation.objects.filter(pk=lesson.pk).update(kind="process")
    fifth, why = Plan.objects.get(pk="nap5"), in_two("Оройтсон", "It came too late")
    late = Proposal.objects.create(id="late", plan=fifth, number=90, title=in_two("Хожуу", "Late one"),
                                   stage="not_accepted")  # fmt: skip
    Lineage.objects.create(id="late-step-1", from_entry=late.public_id, kind="not_accepted", reason=why)
    with django_assert_max_num_queries(8):
        text = page("/en/plans/nap6/before/")
    assert "is not in the record yet" in text and "It came too late" in text and "/workspace/plans/nap6" not in text
    before, learned = text.partition('id="learned"')[::2]
    assert lesson.get_absolute_url() in learned and lesson.get_absolute_url() not in before
    assert "/en/plans/nap6/before/" in page("/en/plans/nap6/proposals/")
    assert "A plan begins with this" in page("/en/plans/nap5/before/")
    Recommendation.objects.filter(pk=lesson.pk).update(kind="")
    said = signed_in(cast.bat).get("/en/workspace/plans/nap6/before/").content.decode()
    assert "No lesson is recorded." in said.partition('id="learned"')[2]


# --- templates --------------------------------------------------------------------------------------------------------


def a_file(**given):
    told = {"title": {"en": "Practice template"}, "fields": [{"key": "problem", "title": {"en": "Problem"}}]} | given
    return json.dumps(told).encode()


def test_another_template_is_loaded_and_chosen_while_nothing_answers_the_first(plan, cast):
    described, faults = read(a_file())
    assert not faults
    made = load_template(described, by=cast.saraa)
    choose_template(plan, made, by=cast.saraa)
    a_proposal(plan, cast.bat)
    plan.refresh_from_db()
    assert plan.template == made
    with pytest.raises(Refused, match="answer its template"):
        choose_template(plan, load_template(shipped(), by=cast.saraa), by=cast.saraa)


@pytest.mark.parametrize(
    "raw, said",
    [
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"\xff", "no JSON"),
        (b"[]", "an object"),
        (a_file(fields=[]), "an object"),
        (a_file(fields=[{"key": "a", "title": {"en": "A"}}] * 61), "at most 60"),
        (a_file(fields=[{"key": "Title", "title": {"en": "A"}}]), "small Latin"),
        (a_file(fields=[{"key": "title", "title": {"en": "A"}}]), "meaning of its own"),
        (a_file(fields=[{"key": "a", "title": {"en": "A"}}] * 2), "there twice"),
        (a_file(fields=[{"key": "a", "title": "A"}]), "its languages"),
        (a_file(fields=[{"key": "a", "title": {"en": " "}}]), "says nothing"),
        (a_file(fields=[{"key": "a", "title": {"en": "A"}, "asked": "yes"}]), "true or false"),
        (a_file(fields=[{"key": "a", "title": {"en": "A"}, "style": "x"}]), "unknown here"),
        (a_file(fields=["a"]), "must be an object"),
        (a_file(edition=7), "short text"),
        (a_file(title={"en": "A\u202e"}), "direction"),
        (a_file(title={"@about": {}}), "its languages"),
        (b" " * 300_000, "too large"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_and_nothing_is_entered(raw, said):
    _described, faults = read(raw)
    assert any(said in str(each) for each in faults), [str(each) for each in faults]


def test_a_template_comes_in_by_a_file_and_a_wrong_one_is_told_whole(plan, cast, tmp_path):
    browser, path = signed_in(cast.saraa), tmp_path / "template.json"
    path.write_bytes(a_file(fields=[{"key": "A", "title": {}}]))
    with path.open("rb") as file:
        answer = browser.post("/en/workspace/templates/", {"file": file})
    assert answer.status_code == 422 and "small Latin" in answer.content.decode() and not Template.objects.exists()
    path.write_bytes(a_file())
    with path.open("rb") as file:
        assert browser.post("/en/workspace/templates/", {"file": file}, follow=True).status_code == 200
    assert Template.objects.get().fields.count() == 1
    assert signed_in(cast.bat).get("/en/workspace/templates/").status_code == 403
