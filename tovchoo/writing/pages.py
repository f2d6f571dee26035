"""What pages speak on which several write: what the script sends as people type, what it is answered; in JSON.

Sent: `passages` (id, base, key, text of each that was changed), `knows` (the number of each as the window has it),
`here` (where the cursor is). Answered: `kept` and `refused`, one of them for each that was sent, in their order;
`heads` (what others wrote meanwhile in what the window shows), `others` (who is here), `at` and its `zone`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused

from .rules import Kept

Beside = Callable[[Any, dict[str, Any], dict[str, Any]], dict[str, Any]]  # of a text, as sent, and what is known
IS_HERE = timedelta(seconds=15)  # so long after we last heard of somebody


def clean(text: Any) -> str:
    """As it can be kept: lines end alike everywhere; what is no character is none."""
    plain = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.encode("utf-8", "ignore").decode()


def number(value: Any) -> int:
    """A number as a form or a script sends it; 0 for anything else."""
    return int(value) if str(value).isdecimal() and len(str(value)) < 9 else 0


def answered(answer: Callable[[], dict[str, Any]]) -> JsonResponse:
    """What came of it, as JSON; a refusal with its reasons, and what was not understood, too."""
    try:
        return JsonResponse(answer())
    except Refused as refused:
        return JsonResponse({"reasons": [str(each) for each in refused.reasons]}, status=403)
    except (ValueError, TypeError, AttributeError, KeyError, RawPostDataException):
        return JsonResponse({"reasons": [_("This was not understood.")]}, status=400)


def taken_in(
    request: HttpRequest, texts: dict[int, Any], keep: Callable[..., Kept], beside: Beside | None = None
) -> tuple[dict[str, Any], Any]:
    """Keep each text that was sent; what is answered of it, and the text in which the cursor is. One that cannot be
    kept is answered with its reasons, and holds up no other. `beside` gives what else is to be kept with a text."""
    told = json.loads(request.body)
    known, kept, refused = dict(told.get("knows", {})), [], []
    for place, each in enumerate(told.get("passages", [])):
        try:
            text, key, base = clean(each["text"]), clean(each["key"])[:40], number(each["base"])
            written = _of_this_page(texts, int(each["id"]))
            facts = beside(written, each, known) if beside else {}
            done = keep(written, text, base=base, key=key, by=request.user, **facts)
        except Refused as refusal:
            refused.append({"place": place, "id": int(each["id"]), "reasons": [str(why) for why in refusal.reasons]})
            continue
        texts[done.written.pk] = done.written
        known[str(done.written.pk)] = done.number
        kept.append({"id": done.written.pk, "number": done.number, "met": done.met})
    now = {"at": f"{localtime(clock.now()):%H:%M}", "zone": get_current_timezone_name()}
    answer = {"kept": kept, "refused": refused, "heads": _newer(texts, known)} | now
    return answer, texts.get(number(told.get("here")))


def _of_this_page(texts: dict[int, Any], pk: int) -> Any:
    if pk not in texts:
        raise Refused([_("The place in which this was written is not on this page any more.")])
    return texts[pk]


@dataclass
class Sent:
    """What became of a form: the number of each text as whoever sent it knows it; whether others wrote meanwhile."""

    known: dict[str, int]
    was_merged: bool = False


def keep_sent(
    request: HttpRequest, texts: Iterable[Any], keep: Callable[..., Kept], beside: Beside | None = None
) -> Sent:
    """Keep what a form without a script brought."""
    sending, sent = request.POST.get("sending", ""), Sent(_known(request))
    for each, text, base in sent_of(request, texts):
        facts = beside(each, {}, sent.known) if beside else {}
        key = request.POST.get(f"key-{each.pk}", sending)[:40]  # the script may have sent it already
        kept = keep(each, text, base=base, key=key, by=request.user, **facts)
        sent.known[str(each.pk)] = kept.number
        sent.was_merged = sent.was_merged or kept.was_merged
    return sent


def _known(request: HttpRequest) -> dict[str, int]:
    """The number of each text as the form showed it."""
    return {name[5:]: number(said) for name, said in request.POST.items() if name.startswith("base-")}


def say_kept(request: HttpRequest, sent: Sent) -> None:
    """And say so on the next page."""
    messages.success(request, _("Saved."))
    if sent.was_merged:
        messages.warning(request, _("Somebody else wrote here meanwhile: both texts stand together now. Please look."))


def sent_of(request: HttpRequest, texts: Iterable[Any]) -> Iterable[tuple[Any, str, int]]:
    """What a form without a script brought: each text that was in it, as typed, and the number it was written on."""
    for each in texts:
        text = request.POST.get(f"text-{each.pk}")
        if text is not None:
            yield each, clean(text), number(request.POST.get(f"base-{each.pk}"))


def others_in(present: Any, account: Any, place: str) -> list[dict[str, Any]]:
    """Who else has it open now, and in which text."""
    heard = present.filter(seen_at__gt=clock.now() - IS_HERE).exclude(account=account)
    return [
        {"name": str(each.account), "passage": getattr(each, place)}
        for each in heard.select_related("account__person").order_by("pk")
    ]


def _newer(texts: dict[int, Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    """Of the texts that a window shows, those that are others now."""
    shown = [(texts[number(pk)], head) for pk, head in known.items() if number(pk) in texts]
    return [{"id": each.pk, "number": each.head, "text": each.text} for each, head in shown if each.head != head]
