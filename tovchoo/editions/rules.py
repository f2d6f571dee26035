"""Verbs: make the documents of every version; read a file that was brought for a draft, and take it over when agreed.

What is made of a version is told by the version itself, so the ledger hears nothing of it. What is taken over is
written by the rules of the draft.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tovchoo.drafting.models import Draft
from tovchoo.drafting.policy import DRAFT
from tovchoo.drafting.questions import TRADITIONAL
from tovchoo.files.checks import XLSX, Checked
from tovchoo.files.rules import keep as keep_file
from tovchoo.kernel import clock
from tovchoo.kernel.languages import reading
from tovchoo.kernel.policy import Refused
from tovchoo.people.spreadsheet import Unreadable
from tovchoo.plans.models import Plan, Version
from tovchoo.versions.models import VersionPart

from .content import Chapter, chapters, cover_of, headings
from .models import Edition, Intake
from .policy import DONE, EDITION, INTAKE, READ, READING, TAKING, UNREADABLE
from .remarks import remark
from .taking import take

log = logging.getLogger(__name__)
WAITING, MAKING, READY, FAILED = Edition.Stage
GIVEN_UP = timedelta(minutes=10)  # one that is being made for longer was broken off
MOST_TRIES, MOST_LANGUAGES = 3, 4
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "html": "text/html", "json": "application/json", "xlsx": XLSX.media_type,
}  # fmt: skip


def make_editions() -> int:
    """Make one document that a version still lacks, the newest version first; the worker's task."""
    _name_what_is_lacking()
    late = clock.now() - GIVEN_UP
    waiting = Edition.objects.filter(Q(stage=WAITING) | Q(stage=MAKING, begun_at__lt=late), tries__lt=MOST_TRIES)
    edition = waiting.select_related("version__plan__template").order_by("-version__number", "version_id", "pk").first()
    if edition is None or not _begun(edition):
        return 0
    try:
        with TemporaryFile() as made:
            _make(edition, made)
            _finish(edition, made)
    except Exception:
        log.exception("edition %s was not made", edition.name)
        left = Edition.objects.filter(pk=edition.pk)
        left.filter(tries__lt=MOST_TRIES).update(stage=WAITING)
        left.filter(tries__gte=MOST_TRIES).update(stage=FAILED)
    return 1


@transaction.atomic
def make_again(edition: Edition, *, by: Any) -> None:
    """One that failed waits to be made again."""
    EDITION.perform("make_again", edition, by=by)
    Edition.objects.filter(pk=edition.pk).update(tries=0, percent=0)


@transaction.atomic
def bring(draft: Draft, file: Checked, *, by: Any) -> Intake:
    """A file for a draft: the worker reads it, and nothing is written before somebody agrees."""
    DRAFT.ask("import", draft, by=by)
    stored = keep_file(file)
    return Intake.objects.create(
        draft=draft, file_name=file.name[:200], file_hash=stored["sha256"], media_type=file.media_type,
        account=by, at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def agree(intake: Intake, *, by: Any, takes_out: bool = False) -> None:
    """Take over what was shown; with `takes_out` also what is not in the file any more."""
    INTAKE.perform("agree", intake, by=by)
    Intake.objects.filter(pk=intake.pk).update(takes_out=takes_out, account=by)


@transaction.atomic
def discard(intake: Intake, *, by: Any) -> None:
    """Nothing of it was in the draft; the changes are forgotten."""
    INTAKE.perform("discard", intake, by=by)
    Intake.objects.filter(pk=intake.pk).update(changes=[], doubts=[])


def read_intakes() -> int:
    """Read what was brought; the worker's task."""
    waiting = Intake.objects.filter(stage=READING).select_related("draft__plan__template", "account").order_by("pk")
    for each in waiting:
        with reading(each.account.language):
            _read(each)
    return len(waiting)


def take_intakes() -> int:
    """Take over what was agreed, change by change; the worker's task. Broken off, it goes on where it was; one that
    cannot go on does not keep others from it."""
    waiting, done = Intake.objects.filter(stage=TAKING).select_related("draft__plan", "account").order_by("pk"), 0
    for each in waiting:
        try:
            with reading(each.account.language):
                for number in range(each.done, len(each.changes)):
                    _take_one(each, number)
        except (OSError, OperationalError):
            log.exception("file %s for a draft was broken off", each.pk)
            continue
        done += Intake.objects.filter(pk=each.pk).update(stage=DONE)
    return done


# --- how it is done ---------------------------------------------------------------------------------------------------


def editions_of(plan: Plan) -> list[tuple[str, str]]:
    """Every form and its languages: one after the other, and the first beside each other one."""
    codes = [code for code in plan.languages if code != TRADITIONAL] or [code for code, _n in settings.LANGUAGES]
    codes = codes[:MOST_LANGUAGES]
    spoken = [*codes, *(f"{codes[0]}+{other}" for other in codes[1:])]
    return [(form, each) for form in ("docx", "pdf", "html") for each in spoken] + [("json", ""), ("xlsx", "")]


def _name_what_is_lacking() -> None:
    with_text = Version.objects.filter(Exists(VersionPart.objects.filter(version=OuterRef("pk"))))
    known = set(Edition.objects.values_list("version_id", "form", "languages"))
    lacking = [
        Edition(version=version, form=form, languages=languages)
        for version in with_text.select_related("plan").order_by("pk")
        for form, languages in editions_of(version.plan)
        if (version.pk, form, languages) not in known
    ]
    Edition.objects.bulk_create(lacking, ignore_conflicts=True)


def _begun(edition: Edition) -> bool:
    """Whether it is ours: of two workers, one begins."""
    rows = Edition.objects.filter(pk=edition.pk, stage=edition.stage, tries=edition.tries)
    edition.tries += 1
    return bool(rows.update(stage=MAKING, begun_at=clock.now(), percent=0, tries=F("tries") + 1))


def _make(edition: Edition, to: IO[bytes]) -> None:
    from . import data, docx, html, pdf, sheet  # what they stand on takes 20 MB, which only the worker needs

    version = edition.version
    codes = edition.codes or tuple(settings.LANGUAGES[0][:1])
    cover = cover_of(version, codes, localdate(clock.now()))
    heads = headings(version)
    parts = _counted(edition, chapters(version, codes), len(heads))
    if edition.form == Edition.Form.DOCX:
        docx.write(to, cover, heads, parts)
    elif edition.form == Edition.Form.PDF:
        pdf.write(to, cover, parts)
    elif edition.form == Edition.Form.HTML:
        html.write(to, cover, heads, parts)
    elif edition.form == Edition.Form.XLSX:
        sheet.write(to, cover, version)
    else:
        data.write(to, cover, version)


def _counted(edition: Edition, parts: Iterable[Chapter], of: int) -> Iterator[Chapter]:
    """The parts, and how far that is; setting a PDF comes after."""
    most = 50 if edition.form == Edition.Form.PDF else 100
    for number, each in enumerate(parts):
        Edition.objects.filter(pk=edition.pk).update(percent=most * number // max(of, 1))
        yield each


def _finish(edition: Edition, made: IO[bytes]) -> None:
    digest, size = hashlib.sha256(), made.seek(0, 2)
    made.seek(0)
    while chunk := made.read(1 << 16):
        digest.update(chunk)
    version = edition.version
    name = f"{version.plan_id}-v{version.number}{''.join(f'-{code}' for code in edition.codes)}.{edition.form}"
    kept = keep_file(Checked(File(made), digest.hexdigest(), size, MEDIA[edition.form], name, []))
    Edition.objects.filter(pk=edition.pk).update(stage=READY, percent=100, **kept)


def _read(intake: Intake) -> None:
    """Whatever is wrong with a file, it ends here, and others go on; unless it was discarded meanwhile."""
    from .understanding import understood  # as above

    mine = Intake.objects.filter(pk=intake.pk, stage=READING)
    try:
        with transaction.atomic(), default_storage.open(intake.file_hash) as stored:
            file: Any = stored.file
            told = understood(intake.draft, file, intake.media_type)
            mine.update(stage=READ, changes=told.changes, doubts=told.doubts)
    except Unreadable as error:
        mine.update(stage=UNREADABLE, trouble=str(error)[:500])
    except OperationalError:
        raise  # the database is away, and no fault of the file
    except Exception:
        log.exception("file %s for a draft was not read", intake.pk)
        mine.update(
            stage=UNREADABLE,
            trouble=_(
                "Something in the file is not as Word, LibreOffice or Excel write it, "
                "and it could not be read. Open it there, save it again under another name, and bring that."
            ),
        )


@transaction.atomic
def _take_one(intake: Intake, number: int) -> None:
    """One change and the count of it, together."""
    change = intake.changes[number]
    if not change["do"].startswith("out") or intake.takes_out:
        try:
            with transaction.atomic():
                said = take(intake, change, number)
        except Refused as refused:
            said = str(refused)
        except (OSError, OperationalError):
            raise
        except Exception:
            log.exception("change %s of file %s for a draft was not taken over", number, intake.pk)
            said = remark(noop("This could not be taken over. Please write it into the draft yourself."))
        if said:
            intake.merged.append({"where": change["where"], "says": said})
    Intake.objects.filter(pk=intake.pk).update(done=number + 1, merged=intake.merged)
