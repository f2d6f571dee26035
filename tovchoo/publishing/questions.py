"""What pages of other apps ask of this one."""

from __future__ import annotations

from tovchoo.kernel.localized import Localized

from .models import Page


def words_of(name: str) -> Localized:
    """What the office wrote for a standing page; nothing where it wrote nothing."""
    page = Page.objects.filter(pk=name).first()
    return page.text if page else Localized()
