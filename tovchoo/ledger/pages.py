"""Pages that write: all that a form does, it does together and once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tovchoo.kernel.inputs import WhyForm
from tovchoo.kernel.limits import TooOften
from tovchoo.kernel.pages import View
from tovchoo.kernel.policy import NotTheirs, Refused

from .models import Sending
from .rules import begin_sending, end_sending

OF_SENDING = ("csrfmiddlewaretoken", "sending", "go")  # of how a form is sent, not what was typed into it


def form_page(view: View) -> View:
    """A page with a form: shown, and sent. What a rule refuses stands above the form, which keeps what was typed."""
    once = _once(view)

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return once(request, *args, **kwargs)
        except (NotTheirs, TooOften):
            raise
        except Refused as refused:
            if request.method != "POST":
                raise
            return _asked_again(view, request, refused, *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(page)


def _asked_again(view: View, request: HttpRequest, refused: Refused, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The same once more, by a form that knows what was refused; where it does not ask again, that is refused again."""
    request.refused = refused.reasons  # type: ignore[attr-defined]
    for file in request.FILES.values():
        file.seek(0)  # type: ignore[union-attr]
    with transaction.atomic():
        response = view(request, *args, **kwargs)
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def act_page(view: View) -> View:
    """An address that only does something."""
    return require_POST(_once(view))


def found(request: HttpRequest, model: Any, pk: Any) -> Any:
    """An entry; where a form was sent, alone with it until it is done: who comes second sees what the first left."""
    rows = model._default_manager
    return get_object_or_404(rows.select_for_update() if request.method == "POST" else rows, pk=pk)


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, or None where it is only shown; with what a rule refused of it, for `AsksAgain`."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data.refused = getattr(request, "refused", [])  # type: ignore[attr-defined]
    return data


def form_shown(request: HttpRequest, form: Any, template: str = "web/form_page.html", **given: Any) -> HttpResponse:
    """A form to be filled in; one that was sent and could not be taken, with what is wrong beside its fields."""
    given = {"form": form, "reason": None, "button": given.get("title", "")} | given
    return render(request, template, given, status=422 if form.is_bound else 200)


def looked_at(request: HttpRequest, template: str, **given: Any) -> HttpResponse:
    """What a form would do, to be looked at first: nothing is kept of it, and what was typed goes on with the page."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in OF_SENDING]
    response = render(request, template, {"typed": typed} | given)
    transaction.set_rollback(True)
    return response


def done_for_a_reason(
    request: HttpRequest, does: Callable[[str], Any], *, title: Any, back: str, button: Any = "", note: Any = ""
) -> HttpResponseBase:
    """Ask why, then do it; `does` tells where that leads, or nothing: back. `note`: what comes of it."""
    form = WhyForm(sent(request))
    if not form.is_valid():
        return form_shown(request, form, title=title, back=back, button=button or title, note=note)
    return redirect(does(form.cleaned_data["reason"]) or back)


def _once(view: View) -> View:
    """Everything in one transaction; the same sending twice is one, and both lead to the same page."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            key = request.POST.get("sending", "")[:60]
            sending, is_first = begin_sending(f"{_whose(request)} {key}") if key else (None, True)
            if sending and not is_first:
                return redirect(sending.led_to)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif sending and not transaction.get_rollback():
                end_sending(sending, response.headers.get("Location", request.path))
        return response

    return page


def was_taken(request: HttpRequest, key: str) -> bool:
    """Whether a form that this person sent, by the key of its sending, was taken and led somewhere."""
    return Sending.objects.filter(key=f"{_whose(request)} {key}").exclude(led_to="").exists()


def _whose(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return str(getattr(user, "pk", None) or request.META.get("REMOTE_ADDR", ""))
