"""What the desk of a meeting asks of other nouns: the public papers of its items."""

from __future__ import annotations

from collections.abc import Iterable

from tovchoo.files.models import Document

from .models import AgendaItem


def papers_of(items: Iterable[AgendaItem]) -> dict[str, list[Document]]:
    """The public papers of some items, by the id of the item; one question."""
    about = {each.public_id: each.pk for each in items}
    found: dict[str, list[Document]] = {}
    if about:
        for paper in Document.objects.filter(about__in=about).defer("folded").order_by("id"):
            found.setdefault(about[paper.about], []).append(paper)
    return found
