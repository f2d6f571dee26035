"""Pieces of a line: filters of templates. They stand in every row of every list, so they are plain functions.

What fills a block of a page is a macro in `web/parts.html`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from tovchoo.decisions.models import Motion, Task
from tovchoo.drafting.opened import heading_of
from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import tag
from tovchoo.kernel.localized import Localized, State
from tovchoo.kernel.moments import zone_name
from tovchoo.kernel.partial_date import known
from tovchoo.kernel.wording import Piece, pieces

from .words import worded, worded_for

MODELS = {model._meta.model_name: model for model in apps.get_models()}


def shown(value: Any) -> Any:
    """A value, or the words for one that is not recorded."""
    if value is None or value == "" or value == {}:
        return Markup(f'<span class="quiet">{escape(worded("not recorded"))}</span>')
    return value


def state(text: Localized) -> str:
    """How far to trust the words; nothing is said of those that are as their source gives them."""
    told = text.shown.state
    if told == State.OFFICIAL or not text:
        return ""
    return Markup(f' <span class="tag">{escape(told.label)}</span>')


def when(entry: Any) -> Any:
    """The date of an entry, or what bounds it."""
    if entry.date:
        return entry.date
    if entry.after and entry.before:
        return worded("between %(after)s and %(before)s, date not recorded", after=entry.after, before=entry.before)
    if entry.after:
        return worded("not before %(after)s, date not recorded", after=entry.after)
    if entry.before:
        return worded("not after %(before)s, date not recorded", before=entry.before)
    return worded("date not recorded")


def how_many(count: int | None) -> str:
    """What a count row stands for; nothing where it is one."""
    if count == 1:
        return ""
    if count is None:
        words = worded("their number is not recorded")
    else:
        words = worded_for("%(num)s entry, not known apart", "%(num)s entries, not known apart", count)
    return Markup(f'<span class="tag num">{escape(words)}</span>')


def figure_url(figure: Any) -> str:
    """The page of the entries that a figure was counted from."""
    return address("findings:figure", figure.plan.id, figure.definition.slug)


def number(figure: Any, value: int | None = None) -> Markup:
    """A figure, or a part of it, as a link to what it was counted from."""
    given = figure.value if value is None else value
    words = worded("not recorded") if given is None else given
    return Markup(f'<a class="num" href="{escape(figure_url(figure))}">{escape(words)}</a>')


def linked(entry: Any, words: Any = None) -> Any:
    """An entry as a link to its page, or the words for one that is not recorded."""
    if not entry:
        return shown(None)
    return Markup(f'<a href="{escape(entry.get_absolute_url())}">{escape(words or entry)}</a>')


AGREES = '<path d="M2 8l4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.4"/>'
DIFFERS = '<path d="M8 1l7 13H1z" fill="none" stroke="currentColor" stroke-width="2"/>'


def verdict(agrees: bool) -> Markup:
    """Whether a claim and the record agree: a shape and a word, not a colour alone."""
    kind, shape, words = ("agree", AGREES, worded("agrees")) if agrees else ("differ", DIFFERS, worded("differs"))
    drawn = f'<svg viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
    return Markup(f'<span class="status {kind}">{drawn}{escape(words)}</span>')


def field_name(citation: Any) -> str:
    """What a citation is for, in words: the title, the lead; nothing where it is for the whole entry."""
    model = MODELS.get(citation.entry.partition("/")[0])
    if model is None or not citation.field:
        return str(citation.field)
    named = {field.name: field for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
    return str(named[citation.field].verbose_name) if citation.field in named else str(citation.field)


def entry_title(entry: Any) -> Any:
    """What a list of entries of any kind calls one of them."""
    for name in ("title", "name", "text"):
        if isinstance(getattr(entry, name, None), Localized):
            return getattr(entry, name)
    if hasattr(entry, "author"):
        return entry.author or entry.get_author_kind_display()
    return f"{entry.forum}: {entry.get_side_display()}"


def day(value: date) -> Any:
    """A day as people write it, in the reader's language."""
    return known(value.isoformat())


def day_short(value: date) -> str:
    """The same for narrow places."""
    date_: Any = known(value.isoformat())
    return str(date_.short)


def moment(value: datetime) -> Markup:
    """A moment with its hour, in the zone of the site, which is named."""
    local = localtime(value)
    words = f"{day(local.date())} {local:%H:%M} ({zone_name()})"
    return Markup(f'<time datetime="{escape(local.isoformat())}">{escape(words)}</time>')


ACTS = {
    "recorded": _("recorded"),
    "corrected": _("corrected"),
    "merged": _("merged into another"),
    "merge_undone": _("merge undone"),
    "opened": _("opened"),
    "closed": _("closed"),
    "discussed": _("taken into discussion"),
    "accepted": _("accepted"),
    "split": _("split"),
    "not_accepted": _("not accepted"),
    "withdrawn": _("withdrawn"),
    "told_apart": _("one told apart"),
    "taken_out": _("taken out"),
}


def act_words(verb: str) -> str:
    """What was done, in words, as far as there are some."""
    done = verb.rpartition(".")[2]
    return str(ACTS.get(done, done.replace("_", " ")))


def plainly(value: Any) -> Any:
    """A value of the ledger as a reader would have it."""
    if isinstance(value, dict):
        return " / ".join(str(text) for language, text in value.items() if not language.startswith("@"))
    return shown(", ".join(map(str, value)) if isinstance(value, list) else value)


def label_of(entry: Any, name: str) -> str:
    """What a field of an entry is called."""
    return capfirst(str(entry._meta.get_field(name).verbose_name))


def in_date(text: str) -> Any:
    """A stored date as people write it."""
    return known(text)


KINDS = {"decision": _("Decision"), "motion": _("Motion"), "task": _("Task"), "paper": _("Paper"),
         "document": _("Document"), "version": _("Version"), "proposal": _("Proposal")}  # fmt: skip
TOLD = {"motion": {**dict(Motion.Stage.choices), **dict(Motion.Outcome.choices)}, "task": dict(Task.Stage.choices)}


def kind_of_outcome(outcome: Any) -> str:
    """Of what kind something is that came of a meeting, and where it stands."""
    stands = TOLD.get(outcome.noun, {}).get(outcome.told, "")
    return " · ".join(str(each) for each in (KINDS.get(outcome.noun, ""), stands) if each)


def set_against(before: str, after: str) -> list[Piece]:
    """What became of the words of a text."""
    return pieces(before, after)


PIECES = (
    heading_of,
    set_against,
    tag,
    in_date,
    kind_of_outcome,
    label_of,
    act_words,
    plainly,
    day,
    day_short,
    moment,
    shown,
    state,
    when,
    how_many,
    figure_url,
    number,
    linked,
    verdict,
    field_name,
    entry_title,
)
FILTERS = {each.__name__: each for each in PIECES}
