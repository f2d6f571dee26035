"""Pages of the documents of a version, and of a file that comes into a draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovchoo.drafting.models import Draft
from tovchoo.drafting.policy import DRAFT
from tovchoo.files.checks import XLSX
from tovchoo.files.serving import handed_out
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import page_of
from tovchoo.ledger.pages import act_page, form_page, form_shown, found, sent
from tovchoo.plans.models import Version
from tovchoo.versions.models import VersionPart

from . import rules, sheet
from .forms import AgreeForm, BringForm
from .models import Edition, Intake
from .policy import EDITION, INTAKE
from .remarks import in_full, shown
from .rules import editions_of


@login_not_required
@require_safe
def editions(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Every document of a version, and how far those are that are still being made. Only what stands still may be kept
    in the cache of pages: how far they are does not move the stamp of the record."""
    version = _version(plan, number)
    wanted = editions_of(version.plan)
    order = Case(
        *(When(form=form, languages=codes, then=Value(at)) for at, (form, codes) in enumerate(wanted)),
        default=Value(len(wanted)), output_field=IntegerField(),
    )  # fmt: skip
    made = list(Edition.objects.filter(version=version).order_by(order, "pk"))
    is_ready = bool(made) and all(each.stage in (Edition.Stage.READY, Edition.Stage.FAILED) for each in made)
    given = {"version": version, "editions": made, "is_ready": is_ready}
    response = render(request, "editions/editions.html", given)
    has_text = VersionPart.objects.filter(version=version).exists()
    response.is_public = is_ready or not has_text  # type: ignore[attr-defined]
    return response


@login_not_required
@require_safe
def download(request: HttpRequest, plan: str, number: int, name: str) -> HttpResponseBase:
    """The file, or the page that says how far it is."""
    version = _version(plan, number)
    form = name.partition("-")[0]
    known = [each for each in Edition.objects.filter(version=version, form=form) if each.name == name]
    if not known:
        raise Http404(name)
    if known[0].stage != Edition.Stage.READY:
        return redirect(address("editions:editions", plan, number))
    return handed_out(known[0])


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What could not be made, and what is still to be: the newest version first."""
    EDITION.ask("list", Edition(), by=request.user)
    rows = Edition.objects.exclude(stage=Edition.Stage.READY).select_related("version__plan")
    first = Case(When(stage=Edition.Stage.FAILED, then=0), default=1, output_field=IntegerField())
    given = {"editions": page_of(request, rows.order_by(first, "-version__number", "version_id", "pk"))}
    return render(request, "editions/desk.html", given)


@act_page
def make_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    edition = found(request, Edition, pk)
    rules.make_again(edition, by=request.user)
    messages.success(request, _("It is being made again."))
    return redirect(address("editions:desk"))


@require_safe
def intakes(request: HttpRequest, plan: str) -> HttpResponse:
    """The files that were brought for a draft."""
    draft = _draft(request, plan)
    rows = Intake.objects.filter(draft=draft).select_related("account").defer("changes", "doubts", "merged")
    may_bring = DRAFT.allows("import", draft, by=request.user)
    frozen = Version.objects.filter(plan=draft.plan).exclude(sha256="").order_by("-number")
    newest = frozen.values_list("number", flat=True).first() if may_bring else None
    given = {
        "draft": draft,
        "intakes": page_of(request, rows.order_by("-pk")),
        "may_bring": may_bring,
        "newest": newest,
    }
    return render(request, "editions/intakes.html", given)


@form_page
def bring(request: HttpRequest, plan: str) -> HttpResponseBase:
    draft = _draft(request, plan)
    DRAFT.ask("import", draft, by=request.user)
    form = BringForm(sent(request), request.FILES or None)
    if not form.is_valid():
        given = {"title": _("Take in a file"), "button": _("Read it"), "back": address("editions:intakes", plan)}
        return form_shown(request, form, "editions/bring.html", draft=draft, **given)
    return redirect(rules.bring(draft, form.cleaned_data["file"], by=request.user))


@require_safe
def table(request: HttpRequest, plan: str) -> HttpResponse:
    """A table to fill in: the titles of the columns that are known, and nothing below them."""
    draft = _draft(request, plan)
    DRAFT.ask("import", draft, by=request.user)
    response = HttpResponse(content_type=XLSX.media_type)
    response["Content-Disposition"] = f'attachment; filename="{draft.plan_id}.xlsx"'
    sheet.write_empty(response, draft.plan)  # type: ignore[arg-type]
    return response


@require_safe
def intake(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """What a file would change, and what of it was not understood."""
    held = _intake(request, plan, pk)
    going = [each for each in held.changes if each["do"].startswith("out")]
    given = {
        "intake": held, "draft": held.draft, "changes": page_of(request, held.changes), "form": AgreeForm(),
        "going": len(going), "missing": INTAKE.missing("agree", held, by=request.user),
        "shown": shown, "in_full": in_full, "acts": [act.name for act in INTAKE.on_offer(held, by=request.user)],
    }  # fmt: skip
    return render(request, "editions/intake.html", given)


@act_page
def agree(request: HttpRequest, plan: str, pk: int) -> HttpResponseBase:
    held = _intake(request, plan, pk)
    rules.agree(held, takes_out="takes_out" in request.POST, by=request.user)
    messages.success(request, _("Agreed. It is being taken over into the draft."))
    return redirect(held)


@act_page
def discard(request: HttpRequest, plan: str, pk: int) -> HttpResponseBase:
    held = _intake(request, plan, pk)
    rules.discard(held, by=request.user)
    messages.success(request, _("Discarded. Nothing of it was in the draft."))
    return redirect(address("editions:intakes", plan))


def _version(plan: str, number: int) -> Version:
    return get_object_or_404(Version.objects.select_related("plan"), plan_id=plan, number=number)


def _draft(request: HttpRequest, plan: str) -> Draft:
    """For those who keep the draft, also once it is closed: what was brought can be looked at and discarded. For
    everybody else there is none."""
    draft = get_object_or_404(Draft.objects.select_related("plan__working_group"), plan_id=plan)
    if not any(act.name == "read" for act in DRAFT.on_offer(draft, by=request.user)):
        raise Http404(plan)
    if not DRAFT.acts["import"].by.test(request.user, draft):
        DRAFT.ask("import", draft, by=request.user)
    return draft


def _intake(request: HttpRequest, plan: str, pk: int) -> Intake:
    draft = _draft(request, plan)
    return get_object_or_404(Intake.objects.select_related("draft__plan__working_group", "account"), pk=pk, draft=draft)
