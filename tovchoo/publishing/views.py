"""Pages of news and the standing pages, and the desk on which they are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from tovchoo.cycle.models import Step
from tovchoo.cycle.policy import STEP
from tovchoo.cycle.questions import calendar_of
from tovchoo.files.models import Document
from tovchoo.files.questions import citations_about
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import page_of, public_page
from tovchoo.ledger.pages import act_page, done_for_a_reason, form_page, form_shown, found, sent
from tovchoo.people.forms import ReasonForm
from tovchoo.plans.models import Plan

from . import rules
from .forms import AttachForm, DocumentForm, DraftForm, NewDocumentForm, NewsForm, PageForm
from .models import Draft, News, Page
from .policy import DOCUMENT, DRAFT, NEWS, PAGE

PAGES = {
    "about": lazy("About"),
    "contact": lazy("Contact"),
    "accessibility": lazy("Accessibility"),
    "take-part": lazy("Take part"),
}


@public_page
def news(request: HttpRequest) -> HttpResponse:
    listed = News.objects.defer("folded", "text").select_related("picture").order_by("-date", "id")
    return render(request, "publishing/news.html", {"news": page_of(request, listed, 24)})


@public_page
def news_item(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(News.objects.select_related("picture").defer("folded"), pk=pk)
    given = {"entry": entry, "citations": citations_about(entry.public_id), "is_preview": False}
    return render(request, "publishing/news_item.html", given)


@public_page
def page(request: HttpRequest, name: str) -> HttpResponse:
    """About, and contact: what the office says of itself."""
    if name not in PAGES:
        raise Http404(name)
    entry = Page.objects.filter(pk=name).first()
    return render(request, "publishing/page.html", {"entry": entry, "title": PAGES[name]})


# --- the desk ---------------------------------------------------------------------------------------------------------


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """News that are being written, and those that are out."""
    DRAFT.ask("write", Draft(), by=request.user)
    drafts = Draft.objects.exclude(stage=Draft.Stage.PUBLISHED).select_related("written_by").order_by("-changed_at")
    out = News.objects.defer("folded", "text").order_by("-date", "id")
    given = {"drafts": drafts[:100], "out": page_of(request, out, 50), "pages": PAGES}
    return render(request, "publishing/desk.html", given)


@form_page
def write(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    """A news item as it is being written; saved as often as one likes, seen by nobody else."""
    DRAFT.ask("write", Draft(), by=request.user)
    draft = found(request, Draft, pk) if pk else Draft()
    shown = get_object_or_404(Draft, pk=pk) if pk else None
    form = DraftForm(sent(request), request.FILES or None, instance=shown)
    if not form.is_valid():
        given = {"draft": draft} | (_what_may_follow(draft, request.user) if pk else {})
        return form_shown(request, form, "publishing/write.html", **given)
    draft = rules.write(draft, form.values(by=request.user), by=request.user)
    messages.success(request, _("Saved. Nobody else sees it until it is published."))
    return redirect(address("publishing:write", draft.pk))


def _what_may_follow(draft: Draft, by: Any) -> dict[str, Any]:
    """The acts that nothing stands in the way of, and what stands in the way of publishing."""
    missing = DRAFT.missing("publish", draft, by=by)
    acts = [act for act in DRAFT.on_offer(draft, by=by) if DRAFT.allows(act.name, draft, by=by)]
    return {"acts": [act for act in acts if missing or act.name != "publish_in_part"], "missing": missing}


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As it will look."""
    DRAFT.ask("write", Draft(), by=request.user)
    draft = get_object_or_404(Draft, pk=pk)
    entry = News(id="preview", title=draft.title, excerpt=draft.excerpt, text=draft.text)
    given = {"entry": entry, "citations": [], "is_preview": True, "draft": draft}
    return render(request, "publishing/news_item.html", given)


@act_page
def schedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    draft = _draft(request, pk)
    rules.schedule(draft, by=request.user)
    messages.success(request, _("It comes out on its day."))
    return redirect(address("publishing:write", pk))


@act_page
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    rules.take_back(_draft(request, pk), by=request.user)
    return redirect(address("publishing:write", pk))


@act_page
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    item = rules.publish(_draft(request, pk), by=request.user)
    messages.success(request, _("Published."))
    return redirect(item)


@form_page
def publish_in_part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A language is missing: why it comes out all the same."""
    draft = _draft(request, pk)
    title, back = DRAFT.acts["publish_in_part"].says, address("publishing:write", pk)

    def does(why: str) -> News:
        return rules.publish_in_part(draft, reason=why, by=request.user)

    return done_for_a_reason(request, does, title=title, back=back)


@act_page
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    rules.discard(_draft(request, pk), by=request.user)
    messages.success(request, _("Discarded. It was never public."))
    return redirect(address("publishing:desk"))


def _draft(request: HttpRequest, pk: int) -> Draft:
    DRAFT.ask("write", Draft(), by=request.user)
    return get_object_or_404(Draft, pk=pk)


@form_page
def correct_news(request: HttpRequest, pk: str) -> HttpResponseBase:
    """A published item, corrected with a reason."""
    NEWS.ask("correct", News(), by=request.user)
    return _correct(request, found(request, News, pk), get_object_or_404(News, pk=pk), NewsForm)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Documents, those first whose file is not at hand."""
    DOCUMENT.ask("register", Document(), by=request.user)
    listed = Document.objects.defer("folded").order_by("file", "-date", "id")
    return render(request, "publishing/documents_desk.html", {"documents": page_of(request, listed, 50)})


@form_page
def add_document(request: HttpRequest) -> HttpResponseBase:
    """A document, with its file or before it is at hand."""
    DOCUMENT.ask("register", Document(), by=request.user)
    form = NewDocumentForm(sent(request), request.FILES or None, initial={"about": request.GET.get("about", "")})
    if not form.is_valid():
        return form_shown(
            request,
            form,
            title=DOCUMENT.acts["register"].says,
            back=address("publishing:documents-desk"),
            button=_("Save"),
        )
    file = form.cleaned_data["file"]
    values = form.values(by=request.user)
    made = rules.register(Document(**values), by=request.user)
    if file:
        rules.attach(made, file, reason=_("added with its file"), by=request.user)
        _warn(request, file)
    return redirect(made)


@form_page
def correct_document(request: HttpRequest, pk: str) -> HttpResponseBase:
    """What is said of a document, corrected with a reason."""
    DOCUMENT.ask("correct", Document(), by=request.user)
    return _correct(request, found(request, Document, pk), get_object_or_404(Document, pk=pk), DocumentForm)


@form_page
def attach(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file of a document that was known and not at hand, or a better one."""
    entry = get_object_or_404(Document, pk=pk)
    DOCUMENT.ask("attach", entry, by=request.user)
    form = AttachForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return form_shown(request, form, title=str(entry), back=address("publishing:documents-desk"), button=_("Save"))
    rules.attach(entry, form.cleaned_data["file"], reason=form.cleaned_data["reason"], by=request.user)
    _warn(request, form.cleaned_data["file"])
    return redirect(entry)


def _warn(request: HttpRequest, file: Any) -> None:
    """What one should know of a file that is public now."""
    messages.success(request, _("The file is in the record, with its hash."))
    for sentence in file.warnings:
        messages.warning(request, sentence)


@form_page
def edit_page(request: HttpRequest, name: str) -> HttpResponseBase:
    """The words of a standing page."""
    if name not in PAGES:
        raise Http404(name)
    PAGE.ask("edit", Page(), by=request.user)
    form = PageForm(sent(request), instance=Page.objects.filter(pk=name).first() or Page(id=name))
    if not form.is_valid():
        return form_shown(request, form, title=str(PAGES[name]), back=address("publishing:desk"), button=_("Save"))
    return redirect(rules.word(name, form.values(by=request.user)["text"], by=request.user))


@form_page
def calendar(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The calendar of a process as it stands; pressed, it becomes a dated document."""
    plan = get_object_or_404(Plan, pk=pk)
    STEP.ask("register", Step(plan=plan), by=request.user)
    if request.method == "POST":
        rules.publish_calendar(plan, by=request.user)
        messages.success(request, _("The calendar is published as a document, dated today."))
        return redirect(address("publishing:calendar", pk))
    published = Document.objects.filter(about=plan.public_id).defer("folded").order_by("-date", "id")
    given = {"plan": plan, "steps": calendar_of(plan), "documents": published}
    return render(request, "publishing/calendar.html", given)


def _correct(request: HttpRequest, entry: Any, shown: Any, kind: Any) -> HttpResponseBase:
    form, reason = kind(sent(request), instance=shown), ReasonForm(sent(request))
    if not (form.is_valid() and reason.is_valid()):
        return form_shown(
            request, form, title=str(entry), back=entry.get_absolute_url(), button=_("Save"), reason=reason
        )
    why = reason.cleaned_data["reason"]
    rules.correct(entry, form.values(by=request.user), reason=why, by=request.user)
    return redirect(entry)
