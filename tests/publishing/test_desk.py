"""Writing news, adding documents, wording the standing pages."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Paper

from tests.cast import in_two, signed_in
from tovchoo.cycle.models import Step
from tovchoo.cycle.rules import register as plan_step
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.plans.models import Plan
from tovchoo.publishing.models import Draft, News, Page
from tovchoo.publishing.rules import discard, publish, publish_due, publish_in_part, schedule, take_back, write

DESK = "/en/workspace/news/"
ITEM = {"title_mn": "Шинэ мэдээ", "title_en": "Fresh news", "text_mn": "Эхний догол мөр.", "text_en": "A paragraph."}


def a_draft(cast, **given) -> Draft:
    given = {"title": in_two("Шинэ мэдээ", "Fresh news"), "text": in_two("Нууц үг ялт", "Canary words")} | given
    return write(Draft(), given, by=cast.saraa)


def test_a_draft_is_written_and_previewed_in_the_browser(cast):
    saraa = signed_in(cast.saraa)
    answer = saraa.post(f"{DESK}new/", ITEM)
    draft = Draft.objects.get()
    assert answer["Location"] == f"{DESK}{draft.pk}/"
    shown = saraa.get(f"{DESK}{draft.pk}/preview/").content.decode()
    assert "Fresh news" in shown and "nobody else sees this yet" in shown


def test_nobody_else_sees_a_draft_not_even_in_the_ledger(cast, page):
    acts = Entry.objects.count()
    draft = a_draft(cast)
    assert Entry.objects.count() == acts
    assert "Fresh news" not in page("/en/news/") + page("/en/search/?q=canary")
    for who in (cast.bat, cast.nomin):
        assert signed_in(who).get(f"{DESK}{draft.pk}/").status_code == 403


def test_published_it_is_public_in_both_languages(cast, page):
    item = publish(a_draft(cast), by=cast.saraa)
    assert item.pk == "fresh-news" and item.date.text == clock.today().isoformat()
    assert "Canary words" in page("/en/news/fresh-news/") and "Нууц үг ялт" in page("/mn/news/fresh-news/")
    assert "Fresh news" in page("/feeds/news.en.atom")


def test_nothing_comes_out_half_translated_by_accident(cast):
    draft = a_draft(cast, text=in_two("Зөвхөн монгол", ""))
    with pytest.raises(Refused, match="English"):
        publish(draft, by=cast.saraa)
    assert publish_in_part(draft, reason="the translator is ill", by=cast.saraa).pk
    assert Entry.objects.filter(verb="news.published").last().facts == {"reason": "the translator is ill"}


def test_it_comes_out_on_its_day_by_itself_and_once(cast, later):
    draft = a_draft(cast, publish_on=clock.today() + timedelta(days=3))
    schedule(draft, by=cast.saraa)
    assert publish_due() == 0 and not News.objects.filter(pk="fresh-news").exists()
    later(days=3)
    assert publish_due() == 1 and publish_due() == 0
    assert News.objects.get(pk="fresh-news").date.text == clock.today().isoformat()


def test_taken_back_it_does_not_come_out(cast, later):
    draft = a_draft(cast, publish_on=clock.today())
    schedule(draft, by=cast.saraa)
    with pytest.raises(Refused):
        write(draft, {"title": in_two("Х", "X")}, by=cast.saraa)
    take_back(draft, by=cast.saraa)
    assert publish_due() == 0


def test_published_twice_it_is_one_item(cast):
    draft = a_draft(cast)
    publish(draft, by=cast.saraa)
    with pytest.raises(Refused):
        publish(Draft.objects.get(pk=draft.pk), by=cast.saraa)
    assert News.objects.filter(pk__startswith="fresh-news").count() == 1


def test_discarded_it_is_gone(cast):
    draft = a_draft(cast)
    discard(draft, by=cast.saraa)
    assert not Draft.objects.exists()


def test_a_published_item_is_corrected_with_a_reason(cast, page):
    publish(a_draft(cast), by=cast.saraa)
    form = ITEM | {"title_en": "Fresher news", "reason": "a slip"}
    assert signed_in(cast.saraa).post(f"{DESK}out/fresh-news/", form).status_code == 302
    assert "Fresher news" in page("/en/news/fresh-news/") and "a slip" in page("/en/history/news/fresh-news/")


def test_the_missing_file_of_the_plan_finds_its_place(cast, page):
    saraa = signed_in(cast.saraa)
    file = SimpleUploadedFile("nap5.txt", "Төлөвлөгөө".encode(), "text/plain")
    answer = saraa.post("/en/workspace/documents/nap5-mn/file/", {"file": file, "reason": "sent by the ministry"})
    assert answer["Location"] == "/en/documents/nap5-mn/"
    entry = Document.objects.get(pk="nap5-mn")
    assert len(entry.sha256) == 64 and entry.sha256 in page("/en/documents/nap5-mn/")
    assert b"".join(saraa.get("/en/documents/nap5-mn/file/").streaming_content) == "Төлөвлөгөө".encode()
    assert "sent by the ministry" in page("/en/history/document/nap5-mn/")


def test_the_office_words_its_pages(cast, page):
    assert "not recorded" in page("/en/contact/")
    saraa = signed_in(cast.saraa)
    saraa.post("/en/workspace/pages/contact/", {"text_mn": "Бидэн рүү бичээрэй", "text_en": "Write to **us**"})
    assert "Write to <strong>us</strong>" in page("/en/contact/") and "Бидэн рүү" in page("/mn/contact/")
    assert "Write to" in page("/en/take-part/")
    assert Page.objects.get().pk == "contact"


def test_SEC_C2_no_role_may_store_a_script(cast, page):
    text = '<script>alert(1)</script> <b onclick="x">b</b> [x](javascript:alert(1)) ![y](data:text/html,x)'
    saraa = signed_in(cast.saraa)
    saraa.post("/en/workspace/pages/about/", {"text_en": text})
    told = page("/en/about/")
    body = told[told.index('class="body"') :]
    assert "<script" not in body and "<b " not in body and 'href="javascript' not in body and 'src="data' not in body


def test_what_waits_is_the_missing_file(cast):
    assert "National Action Plan V (English)" in signed_in(cast.saraa).get("/en/workspace/").content.decode()
    assert "National Action Plan V (English)" not in signed_in(cast.bat).get("/en/workspace/").content.decode()


def test_the_calendar_of_a_process_becomes_a_dated_document_in_each_language(cast, page):
    plan = Plan.objects.get(pk="nap5")
    step = Step(plan=plan, title=in_two("Төсөлд санал авах", "Comments on the draft"), starts=PartialDate("2026-12-01"))
    plan_step(step, by=cast.saraa)
    answer = signed_in(cast.saraa).post("/en/workspace/plans/nap5/calendar/")
    assert answer.status_code == 302
    made = Document.objects.filter(about="plan/nap5", date=clock.today().isoformat()).order_by("language")
    assert [each.language for each in made] == ["en", "mn"]
    texts = [_text_of(each) for each in made]
    assert "Comments on the draft" in texts[0] and "Төсөлд санал авах" in texts[1] and "Хуанли" not in texts[0]
    assert "Comments on the draft" in page("/en/plans/nap5/process/")


def test_a_calendar_without_steps_is_not_published(cast):
    assert signed_in(cast.saraa).post("/en/workspace/plans/nap5/calendar/").status_code == 403


def _text_of(document: Document) -> str:
    with default_storage.open(document.sha256) as file:
        paper = Paper(file)
    return "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
