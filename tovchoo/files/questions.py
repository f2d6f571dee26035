"""What every page of an entry asks: where it is known from."""

from tovchoo.kernel.prepared import PreparedModels

from .models import Citation


def citations_about(public_id: str) -> list[Citation]:
    """The citations of an entry, with their sources."""
    return _citations(entry=public_id)


_citations = PreparedModels(
    lambda entry: Citation.objects.filter(entry=entry).select_related("source").order_by("field", "id"), "entry"
)
