"""What the pages of a plan that is being written can meet: strangers, other plans, more than is asked for, files."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.browser.nasty import PAYLOADS
from tests.cast import Cast, in_two, signed_in
from tests.editions.test_reading_back import brought, edited, written
from tests.files.makers import a_zip, docx
from tests.files.test_office import ENTITIES
from tests.matrix.plans import (
    FIRST,
    PROBLEM,
    SECOND,
    a_draft,
    a_plan,
    a_version,
    amended,
    in_charge,
    in_force,
    passage_code,
)
from tests.security.test_requests import content_of_the_database
from tests.web.walk import Tags
from tovchoo.adoption.rules import approve, open_for_a_change, order, put_to_the_vote
from tovchoo.amendments.models import Amendment
from tovchoo.amendments.rules import accept, overtake
from tovchoo.drafting.models import Draft, Passage, Presence, Rendering
from tovchoo.drafting.rules import keep
from tovchoo.editions.models import Intake
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Instrument
from tovchoo.people.rules import register
from tovchoo.plans.models import Commitment, Version
from tovchoo.versions.models import Endorsement, VersionPassage

RANGES = ["1..2", "1,2", "1-2", "draft", "0", "-1", "1...draft", "1...9", "2...1", "1...1", "0...1", "1...-1",
          "1...2...3", "1...2/restore", "1/diff", "1/compare/2", "1/restore", "99999999999999999999...2"]  # fmt: skip
DESK = "/en/workspace/plans/{}/draft/"
HIDDEN = "Qzhidden"
FOREIGN = {"iframe", "object", "embed", "svg", "math", "style", "base", "meta", "link"}
DECEIVING = ["\u202e", "\u2066", "\u200b", "\u00ad", "a" + "\u0301" * 5]


@pytest.fixture
def draft(cast) -> Draft:
    """Of the practice group; twice frozen, and written on since."""
    made = a_draft(cast, a_plan(cast, 9))
    a_version(cast, made)
    _typed(made, PROBLEM, "Somebody counted them.", by=cast.bat)
    a_version(cast, made)
    _typed(made, FIRST, HIDDEN, by=cast.bat)
    return made


@pytest.fixture
def other(cast) -> Draft:
    """Of another group, whose secretary is Oyun."""
    return a_draft(cast, a_plan(cast, 10, working_group=cast.other_group))


def _place(draft: Draft, text) -> Rendering:
    rows = Rendering.objects.select_related("passage__part__draft__plan__working_group")
    return rows.filter(passage__part__draft=draft, language="en", text=text["en"]).order_by("pk")[0]


def _typed(draft: Draft, text, words: str, *, by) -> Rendering:
    place = _place(draft, text)
    keep(place, words, base=place.head, key=f"{place.pk}-{place.head}", by=by)
    return place


def _status(client: Client, path: str, **form) -> int:
    """Of a form that was sent; of what is only looked at, where there is none. All is as it was afterwards."""
    with transaction.atomic():
        status = (client.post(path, form) if form else client.get(path)).status_code
        transaction.set_rollback(True)
    return status


# --- A: whose is it? --------------------------------------------------------------------------------------------------


def test_SEC_A10_only_frozen_texts_are_compared_and_none_is_put_back(cast, draft):
    clients = [Client(), *(signed_in(each) for each in (cast.nomin, cast.oyun, cast.saraa))]
    before = content_of_the_database()
    for client in clients:
        for asked in RANGES:
            path = f"/en/plans/{draft.plan_id}/versions/{asked}/"
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code in (404, 405), path
        told = client.get(f"/en/plans/{draft.plan_id}/versions/1...2/")
        assert told.status_code == 200 and HIDDEN not in told.content.decode()
        assert client.post(f"/en/plans/{draft.plan_id}/versions/1...2/").status_code == 405
    assert content_of_the_database() == before


def test_SEC_A10_a_version_is_not_compared_with_one_of_another_plan(draft, client, cast, other):
    a_version(cast, other)
    assert client.get(f"/en/plans/{other.plan_id}/versions/1...2/").status_code == 404
    answer = client.get(f"/en/plans/{other.plan_id}/versions/between/", {"from": "1", "to": "2"})
    assert answer.status_code == 200 and HIDDEN not in answer.content.decode()  # the list, to choose again


def test_SEC_A10_the_draft_beside_a_version_and_the_history_of_a_passage_are_for_those_who_write(cast, draft):
    place = _place(draft, {"en": HIDDEN}).passage
    desk = DESK.format(draft.plan_id)
    pages = [f"{desk}changes/", f"{desk}{place.part.code}/passages/{place.code}/", f"{desk}languages/en/",
             f"{desk}{place.part.code}/", f"{desk}out/", desk]  # fmt: skip
    for page in pages:
        assert Client().get(page).status_code == 302, page
        for who in (cast.nomin, cast.dorj, cast.oyun, in_charge(cast)):
            answer = signed_in(who).get(page)
            assert answer.status_code in (403, 404) and HIDDEN not in answer.content.decode(), (page, who)
        for who in (cast.bat, cast.tsetseg, cast.saraa):
            assert signed_in(who).get(page).status_code == 200, (page, who)


def test_SEC_A3_SEC_A7_who_writes_one_plan_reaches_nothing_of_another_through_it(cast, draft, other):
    """Every thing of the one, asked for below the other: as if it were not there, and nothing moves."""
    oyun, mine = signed_in(cast.oyun), DESK.format(other.plan_id)
    assert oyun.get(mine).status_code == 200
    part = draft.parts.get(kind="section", is_out=False)
    passage, milestone = (
        part.passages.get(field="text", place=1000),
        draft.parts.get(milestones__is_out=False).milestones,
    )
    own = other.parts.get(milestones__is_out=False)
    intake = brought(draft, b"a;b;c\n1;2;3", by=cast.saraa, name="a.csv", media_type="text/csv")
    before = content_of_the_database()
    below = [f"{mine}{part.code}/{tail}" for tail in ("", "keep/", "arrange/", "facts/", "take-out/", "put-back/",
                                                      "milestones/new/", f"passages/{passage.code}/")]  # fmt: skip
    below += [f"{mine}{own.code}/passages/{passage.code}/", f"{mine}{own.code}/passages/{passage.code}/why/",
              f"{mine}{own.code}/milestones/{milestone.first().code}/", f"{mine}files/{intake.pk}/",
              f"{mine}files/{intake.pk}/agree/", f"{mine}files/{intake.pk}/discard/",
              f"/en/workspace/plans/{other.plan_id}/amendments/1/"]  # fmt: skip
    for path in below:
        for answer in (oyun.get(path), oyun.post(path, {"title_en": "x", "reason": "x"})):
            assert answer.status_code in (404, 405), (path, answer.status_code)
            assert HIDDEN not in answer.content.decode()
    moved = oyun.post(f"{mine}{own.code}/arrange/", {"do": f"out {passage.code}"})
    sent = {"passages": [{"id": passage.renderings.first().pk, "text": "x", "base": 0, "key": "k"}], "here": 0}
    kept = oyun.post(f"{mine}{own.code}/keep/", sent, content_type="application/json")
    assert (moved.status_code, kept.status_code) == (404, 200) and HIDDEN not in kept.content.decode()
    [refused] = kept.json()["refused"]
    assert not kept.json()["kept"] and "not on this page" in refused["reasons"][0]
    Presence.objects.all().delete()  # of oyun, on a page of her own
    oyun.post(f"{mine}order/", {"move": f"{part.code} down"})
    assert content_of_the_database() == before


def test_SEC_A7_a_document_of_another_plan_is_not_understood(cast, draft, other):
    version = Version.objects.get(plan=draft.plan, number=1)
    intake = brought(other, written(version, ("en",)), by=cast.oyun)
    assert intake.stage == "unreadable" and not intake.changes
    a_version(cast, other)  # which says the same, and is of the same number
    again = brought(other, written(version, ("mn", "en")), by=cast.oyun)
    codes = {each.get("passage") for each in again.changes}
    assert not codes & set(Passage.objects.filter(part__draft=draft).values_list("code", flat=True))


def test_SEC_A1_who_answers_for_a_commitment_writes_that_part_alone(cast, draft):
    client, desk = signed_in(in_charge(cast)), DESK.format(draft.plan_id)
    own, others = draft.parts.get(milestones__is_out=False), draft.parts.get(kind="section", is_out=False)
    assert client.get(f"{desk}{own.code}/").status_code == 200
    for path in (f"{desk}{others.code}/", f"{desk}freeze/", f"{desk}section/", f"{desk}commitment/",
                 f"{desk}files/new/",
                 f"{desk}{own.code}/take-out/", f"{desk}{own.code}/in-charge/", desk):  # fmt: skip
        assert _status(client, path) in (403, 404), path
        assert _status(client, path, title_en="x", reason="x") in (403, 404, 405), path


# --- C, T: what is typed ----------------------------------------------------------------------------------------------


def test_SEC_C1_SEC_C2_what_is_typed_into_a_draft_is_text_on_every_page(cast, draft, client):
    texts = [str(each) for each in PAYLOADS]
    rows = Rendering.objects.filter(passage__part__draft=draft, passage__is_out=False, passage__part__is_out=False)
    places = list(rows.select_related("passage__part__draft__plan").order_by("pk"))
    for number, text in enumerate(texts):
        place = places[number % len(places)]
        place.refresh_from_db()
        words = f"{place.text}\n{text}" if place.passage.field not in ("title", "outputs") else text
        keep(place, "".join(each for each in words if each.isprintable() or each == "\n"), base=place.head,
             key=f"n{number}", by=cast.bat)  # fmt: skip
    version = a_version(cast, draft)
    saraa, plan = signed_in(cast.saraa), f"/en/plans/{draft.plan_id}/"
    desk = DESK.format(draft.plan_id)
    pages = [f"{plan}versions/{version.number}/", f"{plan}versions/2...3/", f"{plan}brief/", desk, f"{desk}changes/"]
    for part in draft.parts.filter(is_out=False):
        pages += [f"{desk}{part.code}/", f"{plan}versions/{version.number}/parts/{part.number}/?with=en"]
        pages += [f"{desk}{part.code}/passages/{each.code}/" for each in part.passages.all()]
    frozen = VersionPassage.objects.filter(part__version=version).values_list("passage", flat=True)
    pages += [f"{plan}passages/{code}/" for code in frozen]
    for page in pages:
        answer = (saraa if "workspace" in page else client).get(page)
        assert answer.status_code == 200, page
        assert not _runs(answer.content.decode()), page


def _runs(html: str) -> list[Any]:
    """What a browser would run or load, and no page of ours has."""
    main = html[html.index("<main") : html.index("</main>")]
    return [(tag, given) for tag, given in Tags(main).tags if tag in FOREIGN or _acts(tag, given)]


def _acts(tag: str, given: dict[str, str]) -> bool:
    leads = [given[name].strip().lower() for name in ("href", "src", "action", "formaction") if name in given]
    named = any(name.startswith("on") or name in ("style", "srcdoc") for name in given)
    foreign = tag == "script" and not given.get("src", "").startswith("/static/")
    return named or foreign or any(each.startswith(("javascript:", "data:", "vbscript:")) for each in leads)


def test_SEC_C1_an_amendment_shows_its_words_as_words(cast, draft, client):
    version = Version.objects.get(plan=draft.plan, number=2)
    for number, (one, two) in enumerate(pairwise([str(each) for each in PAYLOADS][:30]), 1):
        made = amended(cast, version, f"{one} {two} {number}", SECOND)
        told = client.get(made.get_absolute_url()).content.decode()
        assert not _runs(told), one
    told = signed_in(cast.saraa).get(f"/en/workspace/plans/{draft.plan_id}/amendments/").content.decode()
    assert not _runs(told)


def test_SEC_C3_the_name_of_a_file_is_a_name(cast, draft):
    name = "\"><img src=x onerror=alert(1)>'.csv"
    path = f"{DESK.format(draft.plan_id)}files/"
    saraa = signed_in(cast.saraa)
    answer = saraa.post(f"{path}new/", {"file": SimpleUploadedFile(name, b"a;b;c\n1;2;3")})
    told = saraa.get(path).content.decode() + saraa.get(answer.headers["Location"]).content.decode()
    assert "<img" not in told


def test_SEC_T1_no_sign_that_deceives_comes_into_a_version_or_an_amendment(cast, draft):
    bat, saraa, desk = signed_in(cast.bat), signed_in(cast.saraa), DESK.format(draft.plan_id)
    version = Version.objects.get(plan=draft.plan, number=2)
    assert {each.get("/en/workspace/").status_code for each in (bat, saraa)} == {200}  # past the second step
    at = f"/en/workspace/plans/{draft.plan_id}/amendments/new/?version=2&passage={passage_code(version, SECOND)}"
    for sign in DECEIVING:
        form = {"kind": "word", "after": f"It says{sign} so.", "reason_en": "x"}
        assert _status(bat, at, **form) == 422, ascii(sign)
        assert _status(saraa, f"{desk}section/", title_en=f"A{sign} title") == 422, ascii(sign)
        assert _status(saraa, f"{desk}commitment/", title_en=f"A{sign} title") == 422, ascii(sign)
        with transaction.atomic():
            _typed(draft, SECOND, f"It says{sign} so.", by=cast.bat)
            with pytest.raises(Refused, match="sign"):
                a_version(cast, draft)
            transaction.set_rollback(True)


# --- F, G, S: files ---------------------------------------------------------------------------------------------------


CALLED = ["../../../x.csv", "..\\x.csv", "/etc/x.csv", "C:\\x.csv", "x\0.csv", "a" * 400 + ".csv", "．．／x.csv",
          "con.csv", "x\r\nSet-Cookie: a.csv"]  # fmt: skip


def _bring(cast: Cast, draft: Draft, name: str, content: bytes) -> int:
    path = f"{DESK.format(draft.plan_id)}files/new/"
    return signed_in(cast.saraa).post(path, {"file": SimpleUploadedFile(name, content)}).status_code


BAD_FILES = {
    "a bomb": ("a.docx", lambda: docx(more={"word/media/a.xml": b" " * 50_000_000})),
    "a bomb of cells": ("a.xlsx", lambda: docx(more={"xl/worksheets/sheet1.xml": b" " * 50_000_000})),
    "too many parts": ("a.docx", lambda: docx(more={f"word/{number}.xml": b"" for number in range(20_000)})),
    "a way out": ("a.docx", lambda: docx(more={"../../../evil.xml": b"x"})),
    "a way out backwards": ("a.docx", lambda: docx(more={"..\\..\\evil.xml": b"x"})),
    "a page": ("a.docx", lambda: b"<html><script>alert(1)</script></html>"),
    "a picture of another kind": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100),
    "a document as a table": ("a.csv", lambda: docx()),
    "a container of nothing": ("a.docx", lambda: a_zip({"a": b"b"})),
    "macros": ("a.docm", lambda: docx()),
    "a drawing": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
} | {
    f"entities: {name}": ("a.docx", lambda given=given: docx(more={"word/document.xml": given}))
    for name, given in ENTITIES.items()
}  # fmt: skip


def test_SEC_G1_SEC_G2_SEC_G3_SEC_F3_a_bad_file_does_not_come_near_the_draft(cast, other):
    told = {name: _bring(cast, other, called, made()) for name, (called, made) in BAD_FILES.items()}
    assert not {name: status for name, status in told.items() if status != 422}
    assert not Intake.objects.exists()


def test_SEC_G2_what_a_file_is_called_leads_nowhere(cast, other):
    for called in CALLED:
        assert _bring(cast, other, called, b"a;b;c\n1;2;3") in (302, 422), called
    for each in Intake.objects.all():
        assert re.fullmatch(r"[0-9a-f]{64}", each.file_hash) and len(each.file_name) <= 200
        assert not set("/\\\r\n\0") & set(each.file_name)


def test_SEC_F3_what_a_document_refers_to_is_not_fetched(cast, draft):
    """Templates, pictures and pages elsewhere: the suite has no way out, and the file is read to its end."""
    version = Version.objects.get(plan=draft.plan, number=2)

    def refers(opened) -> None:
        part = opened.part
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        for name in ("attachedTemplate", "image", "hyperlink", "frame"):
            part.relate_to(f"http://recorder.example/{name}", f"{kind}{name}", is_external=True)

    intake = brought(draft, edited(written(version, ("en",)), refers), by=cast.saraa)
    assert intake.stage == "read" and "recorder" not in str(intake.changes)


# --- P: more than is asked for, and out of turn -----------------------------------------------------------------------


def test_SEC_P1_an_amendment_says_nothing_but_what_its_form_asks(cast, draft):
    version = Version.objects.get(plan=draft.plan, number=2)
    desk, code = f"/en/workspace/plans/{draft.plan_id}/amendments/", passage_code(version, SECOND)
    at = f"{desk}new/?version=2&passage={code}&language=en"
    form = {"kind": "word", "after": "It is said.", "reason_en": "x", "stage": "accepted", "number": 99, "id": "x",
            "plan": "nap5", "version": "1", "passage": "x", "before": "x", "final": "x", "decided_on": "2020-01-01",
            "person": cast.dorj.person_id, "advice": "accept", "language": "mn", "date": "2020"}  # fmt: skip
    assert signed_in(cast.bat).post(at, form).status_code == 302
    made = Amendment.objects.get()
    assert (made.stage, made.number, made.plan_id, made.version_id, made.final, made.advice) == (
        "proposed", 1, draft.plan_id, version.pk, "", "")  # fmt: skip
    assert (made.person_id, made.language, made.before) == (cast.bat.person_id, "en", SECOND["en"])
    assert made.decided_on is None and made.date.text != "2020"


def test_SEC_P1_a_version_a_commitment_and_a_part_say_nothing_but_what_their_forms_ask(cast, draft):
    saraa, desk = signed_in(cast.saraa), DESK.format(draft.plan_id)
    form = {"title_en": "Third", "title_mn": "Гурав", "purpose": "comments", "date": "2026-11-25", "number": 77,
            "sha256": "0" * 64, "plan": "nap5", "id": "x"}  # fmt: skip
    assert saraa.post(f"{desk}freeze/", form).status_code == 302
    version = Version.objects.get(plan=draft.plan, number=3)
    assert (version.pk, version.plan_id) == (f"{draft.plan_id}-v3", draft.plan_id) and version.sha256 != "0" * 64
    form = {"title_en": "A thing", "stage": "approved", "number": 77, "plan": "nap5", "ogp_id": "MN1", "id": "x",
            "is_out": "on", "code": "x"}  # fmt: skip
    assert saraa.post(f"{desk}commitment/", form).status_code == 302
    made = Commitment.objects.get(title__en="A thing")
    assert (made.stage, made.plan_id, made.number, made.ogp_id) == ("drafted", draft.plan_id, 2, "")
    place = _place(draft, SECOND)
    given = {f"text-{place.pk}": "Typed", f"base-{place.pk}": place.head, f"is_official-{place.pk}": "on",
             "language": "fr", "is_official": "on", "made_from": 9, "head": 99,
             "account": str(cast.dorj.pk)}  # fmt: skip
    assert signed_in(cast.tsetseg).post(f"{desk}{place.passage.part.code}/", given).status_code == 302
    now = Rendering.objects.get(pk=place.pk)
    assert (now.text, now.is_official, now.language, now.head) == ("Typed", False, "en", place.head + 1)
    assert now.revisions.get(number=now.head).account == cast.tsetseg


def _paper(cast: Cast, kind: str = "order") -> Instrument:
    return register(Instrument(kind=kind, title=in_two("Баримт", "Instrument")), by=cast.saraa)


def test_SEC_P2_no_step_into_law_is_taken_before_the_one_before_it(cast, draft):
    version, bare = Version.objects.get(plan=draft.plan, number=2), Version.objects.get(plan="nap5", number=1)
    before = content_of_the_database()
    for does in (lambda: order(version, _paper(cast), by=cast.saraa),
                 lambda: approve(version, _paper(cast), by=cast.saraa),
                 lambda: order(version, _paper(cast), sha256="0" * 64, reason="x", by=cast.saraa),
                 lambda: order(bare, _paper(cast), reason="x", by=cast.saraa),
                 lambda: put_to_the_vote(bare, in_two("а", "a"), in_two("а", "a"), by=cast.saraa),
                 lambda: open_for_a_change(version, reason="x", by=cast.saraa)):  # fmt: skip
        with transaction.atomic():
            with pytest.raises(Refused):
                does()
            transaction.set_rollback(True)
    assert content_of_the_database() == before and not Endorsement.objects.filter(version=version).exists()


def test_SEC_P2_a_hash_that_is_not_that_of_the_text_is_told_beside_its_field_and_nothing_is_kept(cast, draft):
    saraa, path = signed_in(cast.saraa), f"/en/workspace/plans/{draft.plan_id}/versions/2/approve/"
    assert saraa.get(path).status_code == 200
    before = content_of_the_database()
    form = {"kind": "approval", "title_en": "A paper", "sha256": "0" * 64, "despite": "known from paper"}
    answer = saraa.post(path, form)
    assert answer.status_code == 422 and "names another text" in answer.content.decode()
    assert content_of_the_database() == before


def test_SEC_P2_an_order_of_an_earlier_text_does_not_undo_a_later_one(cast, draft):
    earlier, later = Version.objects.filter(plan=draft.plan).order_by("number")
    in_force(cast, later)
    said = Commitment.objects.get(plan=draft.plan, stage="approved").problem
    assert said["en"] == "Somebody counted them."
    open_for_a_change(later, reason="halfway", by=cast.saraa)
    order(earlier, _paper(cast), reason="found in the archive", by=cast.saraa)
    assert Commitment.objects.get(plan=draft.plan, stage="approved").problem == said
    assert Draft.objects.get(pk=draft.pk).stage == "open"


def test_SEC_P2_nothing_is_written_frozen_or_proposed_once_the_draft_is_closed(cast, draft):
    version = Version.objects.get(plan=draft.plan, number=2)
    made = amended(cast, version, "It is said.", SECOND)
    place = _place(draft, SECOND)
    in_force(cast, version)
    closed, place = Draft.objects.get(pk=draft.pk), _place(draft, SECOND)
    for does in (lambda: a_version(cast, closed), lambda: accept(Amendment.objects.get(pk=made.pk), by=cast.saraa),
                 lambda: keep(place, "x", base=place.head, key="x", by=cast.bat),
                 lambda: amended(cast, version, "It is not said.", SECOND)):  # fmt: skip
        with pytest.raises(Refused):
            does()
    assert Version.objects.filter(plan=draft.plan).count() == 2


def test_SEC_P2_nothing_overtakes_itself(cast, draft):
    made = amended(cast, Version.objects.get(plan=draft.plan, number=2), "It is said.", SECOND)
    with pytest.raises(Refused):
        overtake(made, made, by=cast.saraa)


# --- U: what is told --------------------------------------------------------------------------------------------------


def test_SEC_U_of_a_draft_the_ledger_hears_that_it_was_begun_and_what_it_promises(cast, other):
    told = Entry.objects.filter(
        verb__regex=r"^(part|passage|rendering|revision|draftmilestone|because|charge|intake|presence)\."
    )
    assert not told.exists()
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    _typed(other, SECOND, HIDDEN, by=cast.oyun)
    assert not Entry.objects.filter(pk__gt=last).exists()
    version = a_version(cast, other)
    verbs = set(Entry.objects.filter(pk__gt=last).values_list("verb", flat=True))
    assert {"version.recorded", "version.frozen", "versionpart.recorded", "versionpassage.recorded"} <= verbs
    assert VersionPassage.objects.filter(part__version=version, text__en=HIDDEN).exists()
