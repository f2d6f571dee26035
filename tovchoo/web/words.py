"""The words of the interface, as templates ask for them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from tovchoo.kernel import languages


def worded(message: str, /, **values: Any) -> str:
    """`_("…")` in templates; values are made safe as everything on a page."""
    text = languages.words(languages.interface(), message)
    return Markup(text) % values if values else text


def worded_for(one: str, many: str, number: int, /, **values: Any) -> str:
    """`ngettext("…", "…", n)` in templates; the number is also there as `%(num)s`."""
    return Markup(languages.words_for(languages.interface(), one, many, number)) % {"num": number, **values}
