"""Verbs: write, publish and correct news; add documents; word the standing pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tovchoo.cycle.models import Step
from tovchoo.cycle.questions import calendar_of
from tovchoo.files.checks import checked
from tovchoo.files.models import Document
from tovchoo.files.papers import paper
from tovchoo.files.rules import enter_document, keep
from tovchoo.kernel import clock
from tovchoo.kernel.ids import fresh_id
from tovchoo.kernel.languages import interface, reading
from tovchoo.kernel.localized import Localized
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.ledger.rules import correct as change
from tovchoo.ledger.rules import enter, record
from tovchoo.plans.models import Plan

from .models import Draft, News, Page
from .policy import CALENDAR, DOCUMENT, DRAFT, NEWS, PAGE, SCHEDULED


@transaction.atomic
def write(draft: Draft, values: dict[str, Any], *, by: Any) -> Draft:
    """Begin a news item, or write on. Nobody but those who write sees it, and the public ledger does not hear of it."""
    picture = values.pop("picture", None)
    if draft.pk:
        DRAFT.perform("write", draft, by=by)
    else:
        DRAFT.ask("write", draft, by=by)
        draft.written_by = by
    for name, value in values.items():
        setattr(draft, name, value)
    if picture is not None:
        draft.picture = keep(picture)
    draft.changed_at = clock.now()
    draft.save()
    return draft


@transaction.atomic
def schedule(draft: Draft, *, by: Any) -> None:
    """On its day the worker publishes it, in the name of whoever wrote it."""
    DRAFT.perform("schedule", draft, by=by)


@transaction.atomic
def take_back(draft: Draft, *, by: Any) -> None:
    """It is written on, and does not come out by itself."""
    DRAFT.perform("take_back", draft, by=by)


@transaction.atomic
def publish(draft: Draft, *, by: Any) -> News:
    """From here it is public, in every language."""
    DRAFT.perform("publish", draft, by=by)
    return _come_out(draft, by=by)


@transaction.atomic
def publish_in_part(draft: Draft, *, reason: str, by: Any) -> News:
    """A language is missing, and a person says why, in public."""
    DRAFT.perform("publish_in_part", draft, by=by)
    return _come_out(draft, by=by, reason=reason)


def _come_out(draft: Draft, *, by: Any, **facts: str) -> News:
    today = PartialDate(clock.today().isoformat())
    news = News(
        id=fresh_id(News, draft.title.for_an_id), title=draft.title, excerpt=draft.excerpt, text=draft.text, date=today
    )
    if draft.picture:
        news.picture = add_document(Document(title=draft.picture_description, date=today), draft.picture, by=by)
        news.picture_description = draft.picture_description
    enter(news, by=by)
    record("news.published", news, by=by, **facts)
    draft.news = news
    draft.save(update_fields=["news"])
    return news


@transaction.atomic
def discard(draft: Draft, *, by: Any) -> None:
    """It was never public, and is gone."""
    DRAFT.perform("discard", draft, by=by)
    draft.delete()


def publish_due() -> int:
    """Those whose day has come, in the name of whoever wrote them; the worker's task."""
    due = Draft.objects.filter(stage=SCHEDULED, publish_on__lte=clock.today()).select_related("written_by")
    for draft in due:
        publish(draft, by=draft.written_by)
    return len(due)


@transaction.atomic
def correct(entry: Any, values: dict[str, Any], *, reason: str, by: Any) -> bool:
    """Change what a published item or a document says; the former value stays in its history."""
    (NEWS if isinstance(entry, News) else DOCUMENT).perform("correct", entry, by=by)
    return change(entry, values, by=by, reason=reason)


@transaction.atomic
def register(document: Document, *, by: Any) -> Document:
    """Describe a document that is known and not yet at hand."""
    return add_document(document, {}, by=by)


@transaction.atomic
def add_document(document: Document, file: dict[str, Any], *, by: Any) -> Document:
    """Enter a document with its file, or before the file is at hand."""
    DOCUMENT.ask("register", document, by=by)
    return enter_document(document, file, by=by)


@transaction.atomic
def attach(document: Document, file: Any, *, reason: str, by: Any) -> None:
    """The file is at hand: from here everybody can take it, its hash beside it. The former one stays kept."""
    DOCUMENT.perform("attach", document, by=by)
    change(document, keep(file), by=by, reason=reason)


@transaction.atomic
def word(name: str, text: Localized, *, by: Any) -> Page:
    """Say what a standing page says."""
    page = Page.objects.filter(pk=name).first() or Page(id=name)
    PAGE.ask("edit", page, by=by)
    if page._state.adding:
        page.text = text
        return enter(page, by=by)
    change(page, {"text": text}, by=by)
    return page


@transaction.atomic
def publish_calendar(plan: Plan, *, by: Any) -> list[Document]:
    """The calendar as it stands today, as one dated document for each language; the ones before stay."""
    CALENDAR.ask("publish", plan, by=by)
    today, steps, made = clock.today(), calendar_of(plan), []
    titles = {}
    for code in (code for code, _name in settings.LANGUAGES):
        with reading(code):
            titles[code] = _("Calendar of the process: %(plan)s") % {"plan": plan.short_title}
    for code in titles:
        with reading(code):
            file = _calendar_paper(titles[code], steps, today)
        document = Document(title=Localized(titles), language=code, about=plan.public_id)
        document.date = PartialDate(today.isoformat())
        made.append(add_document(document, keep(checked(file)), by=by))
    record("calendar.published", plan, by=by, documents=[each.public_id for each in made])
    return made


def _calendar_paper(title: str, steps: list[Step], today: date) -> SimpleUploadedFile:
    rows = [
        [str(step.starts or _("not recorded")), str(step.ends or ""), str(step.title), str(step.note)] for step in steps
    ]
    header = [_("Starts"), _("Ends"), _("What is to happen"), _("Note")]
    under = _("As of %(day)s") % {"day": PartialDate(today.isoformat())}
    name = f"calendar-{today.isoformat()}-{interface()}.docx"
    return SimpleUploadedFile(name, paper(title, under, header, rows))
