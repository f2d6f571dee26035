"""Documents are made by the worker, one after the other, kept for ever, and handed out to anybody."""

import pytest

from tests.cast import signed_in
from tests.editions.versions import frozen
from tovchoo.drafting.models import Draft
from tovchoo.editions import docx, rules
from tovchoo.editions.models import Edition
from tovchoo.editions.rules import make_again, make_editions
from tovchoo.files.checks import is_whole
from tovchoo.kernel.policy import Refused

WORKSPACE = "/en/workspace/"
PAGE = "/en/plans/practice-plan/versions/1/documents/"


def made_all() -> int:
    return sum(iter(make_editions, 0))


def test_all_of_a_version_is_made_and_handed_out(version, client, page):
    assert "about to be made" in page(PAGE)
    assert made_all() == 11  # DOCX, PDF and HTML in two languages and side by side, the data, the table
    made = Edition.objects.filter(version=version)
    assert {each.stage for each in made} == {"ready"}
    assert all(is_whole(each.sha256) for each in made)
    told = page(PAGE)
    assert "pdf-mn-en/" in told
    assert "data-again" not in told
    assert all(each.sha256 in told for each in made)  # whole, so that a file can be checked
    answer = client.get(f"{PAGE}pdf-mn-en/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "practice-plan-v1-mn-en.pdf" in answer.headers["Content-Disposition"]
    assert made_all() == 0


def test_how_far_it_is_is_shown(version, client, page):
    make_editions()
    told = page(PAGE)
    assert 'data-again="ready-waiting-' in told and "again.js" in told and "Look again" in told
    assert "waits to be made" in told
    assert client.get(f"{PAGE}json/").headers["Location"] == PAGE


@pytest.mark.parametrize("name", ["pdf-fr", "exe-mn", "pdf", "docx-mn-en-mn", "x"])
def test_nobody_can_ask_for_another(version, client, name):
    make_editions()
    assert client.get(f"{PAGE}{name}/").status_code == 404
    assert Edition.objects.count() == 11


def test_one_that_cannot_be_made_is_given_up_and_can_be_tried_again(version, cast, monkeypatch):
    def broken(*_given):
        raise RuntimeError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(docx, "write", broken)
        made_all()
    failed = Edition.objects.filter(stage="failed")
    assert (failed.count(), Edition.objects.filter(stage="ready").count()) == (3, 8)
    with pytest.raises(Refused):
        make_again(failed[0], by=cast.nomin)
    for each in failed:
        make_again(each, by=cast.saraa)
    made_all()
    assert {each.stage for each in Edition.objects.all()} == {"ready"}


def test_the_desk_offers_to_try_again_to_those_who_may(version, cast):
    made_all()
    failed = Edition.objects.filter(version=version, form="html", languages="mn")
    failed.update(stage="failed")
    desk, again = f"{WORKSPACE}documents-of-versions/", f"{WORKSPACE}documents-of-versions/{failed[0].pk}/again/"
    client = signed_in(cast.saraa)
    assert desk in client.get(WORKSPACE).content.decode()  # in the menu
    assert desk not in signed_in(cast.bat).get(WORKSPACE).content.decode()
    told = client.get(desk).content.decode()
    assert again in told
    assert "HTML" in told and ">PDF<" not in told
    assert signed_in(cast.bat).get(desk).status_code == 403
    assert signed_in(cast.bat).post(again).status_code == 403
    assert failed[0].stage == "failed"
    assert client.post(again, {"sending": "a"}).headers["Location"] == desk
    assert failed[0].stage == "waiting"
    made_all()
    assert "All documents of all versions are made." in client.get(desk).content.decode()
    assert client.post(again, {"sending": "b"}).status_code == 403


def test_one_that_was_broken_off_is_made_again(version, later):
    make_editions()
    Edition.objects.filter(stage="waiting").update(stage="making", begun_at=rules.clock.now(), tries=1)
    assert make_editions() == 0
    later(minutes=11)
    assert make_editions() == 1


def test_the_newest_version_is_made_first_by_its_number(version, cast):
    for _each in range(9):
        Edition.objects.exclude(stage="ready").update(stage="failed", tries=3)
        frozen(Draft.objects.get(plan=version.plan), by=cast.administrator)
    make_editions()
    assert Edition.objects.get(stage="ready").version.number == 10


def test_a_version_without_its_text_has_no_documents(record, page):
    assert make_editions() == 0
    assert "no documents of this version" in page("/en/plans/nap5/versions/1/documents/")


def test_the_pages_of_files_are_for_those_who_keep_the_draft(version, cast):
    path = "/en/workspace/plans/practice-plan/draft/files/"
    assert signed_in(cast.saraa).get(path).status_code == 200
    assert signed_in(cast.saraa).get(f"{path}new/").status_code == 200
    assert signed_in(cast.nomin).get(path).status_code == 404
    assert signed_in(cast.bat).get(path).status_code == 403
