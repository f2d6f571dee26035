"""The environment of all templates: what they may call. Jinja2, because a page is made in a fifth of the time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from tovchoo.kernel import languages
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, State

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def environment(**options: Any) -> Environment:
    """An unknown variable is an error; words come from the catalogue of the interface."""
    made = Environment(**options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
                                    "extensions": ["jinja2.ext.i18n"], "auto_reload": False})  # fmt: skip
    made.install_gettext_callables(worded, worded_for, newstyle=False)  # type: ignore[attr-defined]
    made.globals |= {
        "_": worded,
        "address": address,
        "static": lru_cache(static),
        "language_name": languages.name,
        "interface_of": languages.interface,
        "field_name": field_name,
        "in_words": in_words,
        "entry_title": entry_title,
        "State": State,
    }
    made.filters |= {"field_name": field_name, "markdown": to_html, "bytes": bytes_in_words, "host": host}
    return made


def worded(message: str, /, **values: Any) -> str:
    """`_("…")` in templates; values are made safe as everything on a page."""
    text = languages.words(languages.interface(), message)
    return Markup(text) % values if values else text


def worded_for(one: str, many: str, number: int, /, **values: Any) -> str:
    """`ngettext("…", "…", n)` in templates; the number is also there as `%(num)s`."""
    return Markup(languages.words_for(languages.interface(), one, many, number)) % {"num": number, **values}


def to_html(text: Any) -> Markup:
    """Markdown as a page shows it; HTML in it is shown as it was typed, never run."""
    return Markup(markdown.render(str(text)))


def bytes_in_words(size: int) -> str:
    """1.4 MB, with a no-break space."""
    number = float(size)
    for unit in ("B", "KB", "MB"):
        if number < 1000:
            return f"{number:.3g}\u00a0{unit}"
        number /= 1000
    return f"{number:.3g}\u00a0GB"


def host(url: str) -> str:
    """The part of an address that says where one goes."""
    return url.partition("://")[2].partition("/")[0] or url


NUMBERS = (_("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"),
           _("Eight"), _("Nine"), _("Ten"), _("Eleven"), _("Twelve"))  # fmt: skip


def in_words(number: int) -> str:
    """A number that begins a sentence, in words as far as that is short."""
    return str(NUMBERS[number - 1]) if 0 < number <= len(NUMBERS) else str(number)


MODELS = {model._meta.model_name: model for model in apps.get_models()}


def field_name(citation: Any) -> str:
    """What a citation is for, in words: the title, the lead; nothing where it is for the whole entry."""
    model = MODELS.get(citation.entry.partition("/")[0])
    names = (
        {field.name: field.verbose_name for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
        if model
        else {}
    )
    return str(names.get(citation.field, citation.field))


def entry_title(entry: Any) -> Any:
    """What a list of entries of any kind calls one of them."""
    for name in ("title", "name", "text"):
        if isinstance(getattr(entry, name, None), Localized):
            return getattr(entry, name)
    if hasattr(entry, "author"):
        return entry.author or entry.get_author_kind_display()
    return f"{entry.forum}: {entry.get_side_display()}"
