"""Verbs: write a letter in the caller's transaction; send those that wait.

A letter is sent at least once and, as far as a mail server allows, once: its Message-ID never changes, so whoever
receives it twice knows. No transaction is open while a mail server is spoken to.
"""

from __future__ import annotations

import logging
import re
import smtplib
from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from tovchoo.kernel import clock
from tovchoo.kernel.languages import reading
from tovchoo.kernel.practice import marked

from .models import Letter
from .words import Told, as_html, as_text, in_every_language, one_line

log = logging.getLogger("tovchoo.mail")
TAKEN_FOR = timedelta(minutes=5)  # a worker that died with a letter in hand: after that another takes it
PAUSES = [timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)  # of the entry for the calendar
NEVER = range(500, 600)  # what a mail server answers when trying again is of no use


def write(kind: str, to: str, told: Told, *, language: str, about: str = "", attachment: str = "") -> Letter:
    """Put a letter into the outbox: in the transaction of what it tells of, so there is never one without the other."""
    said = in_every_language(told, language)
    now = clock.now()
    with reading(language):
        subject = marked(next(iter(said.values())).subject)
    return Letter.objects.create(
        kind=kind,
        to=to,
        subject=one_line(subject),
        text=as_text(said),
        html=as_html(said),
        attachment=attachment,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        about=about,
        written_at=now,
        try_at=now,
    )


def deliver(limit: int = 100) -> int:
    """Send what waits, each letter on its own; return how many were sent. Two workers never take the same."""
    now = clock.now()
    waiting = list(Letter.objects.filter(sent_at=None, refused="", try_at__lte=now).order_by("try_at", "pk")[:limit])
    if not waiting:
        return 0
    connection = get_connection()
    return sum(_send(letter, connection) for letter in waiting if _take(letter))


def _take(letter: Letter) -> bool:
    """Whether it is ours to send: nobody else has taken it since we looked."""
    now = clock.now()
    ours = Letter.objects.filter(pk=letter.pk, sent_at=None, try_at=letter.try_at)
    return bool(ours.update(try_at=now + TAKEN_FOR, tries=letter.tries + 1))


def _send(letter: Letter, connection: BaseEmailBackend) -> bool:
    try:
        _message(letter, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        return _put_off(letter, code, answer)
    except smtplib.SMTPDataError as error:
        return _put_off(letter, error.smtp_code, error.smtp_error)
    except (OSError, ValueError) as error:
        # down, gone in the middle, not on speaking terms with us, or no e-mail can be made of it: it holds up no other
        log.warning("letter %d waits: %s", letter.pk, type(error).__name__)
        return _put_off(letter)
    finally:
        connection.close()
    # what it said is forgotten: it may hold a key
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), text="", html="", attachment="")
    return True


@transaction.atomic
def _put_off(letter: Letter, code: int = 0, answer: bytes | str = "") -> bool:
    """Try again later, each time after a longer pause; never again where the server says so of this letter."""
    if code in NEVER:
        told = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        Letter.objects.filter(pk=letter.pk).update(
            refused=one_line(f"{code} {told}", 300), text="", html="", attachment=""
        )
    else:
        pause = PAUSES[min(letter.tries, len(PAUSES) - 1)]
        Letter.objects.filter(pk=letter.pk).update(try_at=clock.now() + pause)
    return False


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    message = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], connection=connection, headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.attachment:
        method = METHOD.search(letter.attachment)
        message.attach("meeting.ics", letter.attachment, f"text/calendar; method={method[1] if method else 'PUBLISH'}")
    return message
