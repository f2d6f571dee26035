"""What pages speak on which several write: what the script sends as people type, what it is answered; in JSON.

Sent: `passages` (id, base, key, text of each that was changed), `knows` (the number of each as the window has it),
`here` (where the cursor is). Answered: `kept`, `heads` (what others wrote meanwhile), `others` (who is here), `at`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tovchoo.kernel import clock
from tovchoo.kernel.policy import Refused

from .rules import Kept

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


def taken_in(request: HttpRequest, texts: dict[int, Any], keep: Callable[..., Kept]) -> tuple[dict[str, Any], Any]:
    """Keep each text that was sent; what is answered of it, and the text in which the cursor is."""
    told = json.loads(request.body)
    known, kept = dict(told.get("knows", {})), []
    for each in told.get("passages", []):
        text, key = clean(each["text"]), clean(each["key"])[:40]
        done = keep(texts[int(each["id"])], text, base=number(each["base"]), key=key, by=request.user)
        texts[done.written.pk] = done.written
        known[str(done.written.pk)] = done.number
        kept.append({"id": done.written.pk, "number": done.number, "met": done.met})
    answer = {"kept": kept, "heads": _newer(texts.values(), known), "at": f"{localtime(clock.now()):%H:%M}"}
    return answer, texts.get(number(told.get("here")))


def keep_sent(request: HttpRequest, texts: Iterable[Any], keep: Callable[..., Kept]) -> bool:
    """Keep what a form without a script brought; whether somebody else had written meanwhile."""
    key = request.POST.get("sending", "")[:40]
    kept = [keep(each, text, base=base, key=key, by=request.user) for each, text, base in sent_of(request, texts)]
    return any(each.was_merged for each in kept)


def say_kept(request: HttpRequest, was_merged: bool) -> None:
    """And say so on the next page."""
    messages.success(request, _("Saved."))
    if was_merged:
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


def _newer(texts: Iterable[Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    """The texts that are others than a window knows."""
    return [
        {"id": each.pk, "number": each.head, "text": each.text}
        for each in texts
        if each.head != known.get(str(each.pk), -1)
    ]
