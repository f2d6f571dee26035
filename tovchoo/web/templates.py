"""The environment of all templates: what they may call. Jinja2, because a page is made in a fifth of the time."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from tovchoo.adoption.questions import standings_of
from tovchoo.kernel import languages
from tovchoo.kernel.addresses import address
from tovchoo.kernel.localized import Localized, State

from .menu import menu_of
from .pieces import FILTERS
from .words import worded, worded_for

tables: Any = import_module("markdown_it.rules_block.table")
tables.MAX_AUTOCOMPLETED_CELLS = 1000  # cells that nobody wrote: else a thousand letters make half a megabyte
markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def _cell(renderer: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    """Without its alignment: a style in the page is what the policy of its headers refuses."""
    tokens[at].attrs.pop("style", None)
    return str(renderer.renderToken(tokens, at, options, env))


for opens in ("th_open", "td_open"):
    markdown.add_render_rule(opens, _cell)


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
        "TRADITIONAL": languages.TRADITIONAL,
        "interface_of": languages.interface,
        "in_words": in_words,
        "State": State,
        "frame": frame,
        "url": reverse,
        "sending": lambda: uuid4().hex,
        "told": get_messages,
        "menu_of": menu_of,
        "sign_ons": sign_ons,
        "standings_of": standings_of,  # what stands above versions, for their pages
    }
    made.filters |= FILTERS | {"markdown": to_html, "in_plain": in_plain, "bytes": bytes_in_words, "host": host}
    return made


@lru_cache(maxsize=1024)  # nothing of the record is in it but the id of the plan: it cannot go stale
def frame(name: str, language: str, plan: str = "", section: str = "") -> Markup:
    """The menus around every page; `section` is the one that the page belongs to."""
    return Markup(get_template(name).render({"language": language, "plan": plan, "section": section}))


def to_html(text: Any) -> Markup:
    """Markdown as a page shows it; HTML in it is shown as it was typed, never run."""
    return Markup(markdown.render(str(text)))


def in_plain(text: Localized, longest: int = 240) -> Any:
    """The first words of a text in Markdown, without its signs, for a line of a list; marked with their language."""
    words = " ".join(to_html(text).striptags().split())
    shown = words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
    return Localized({text.language: shown}).__html__() if shown else ""


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


def sign_ons() -> list[tuple[str, str]]:
    """The national sign-ons that are set up: what each is called, and where it begins."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    found = [(each["name"], reverse("openid_connect_login", args=[each["provider_id"]])) for each in apps]
    return found + ([("ДАН", reverse("dan_login"))] if "dan" in settings.SIGN_ONS else [])
