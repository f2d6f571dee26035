"""What a file tells about its makers beside its content, said to whoever decides about it."""

from __future__ import annotations

import html
import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel.policy import Words

CHANGES = _("It holds tracked changes. Whoever downloads it sees them, and who made them.")
COMMENTS = _("It has comments. Whoever downloads it sees them, and who made them.")
HIDDEN = _("It has hidden sheets. Whoever downloads it can show them.")
CAMERA = _("A picture in it may tell where, when and with which camera it was taken.")


def names_author(name: str) -> Words:
    shown = " ".join("".join(each if each.isprintable() else " " for each in name).split())[:100]
    return format_lazy(_("The file names its author: {author}. Whoever downloads it sees that."), author=shown)


def authors(pattern: re.Pattern[bytes], text: bytes) -> list[Words]:
    names = dict.fromkeys(html.unescape(name.decode(errors="replace")) for name in pattern.findall(text))
    return [names_author(", ".join(names))] if names else []
