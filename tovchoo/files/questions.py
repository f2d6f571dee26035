"""What every page of an entry asks: where it is known from."""

from tovchoo.kernel.prepared import PreparedModels

from .models import Citation


def citations_about(public_id: str) -> list[Citation]:
    """The citations of an entry, with their sources."""
    return _citations(entry=public_id)


OWN = [field.name for field in Citation._meta.concrete_fields]
_citations = PreparedModels(
    lambda entry: (
        Citation.objects.filter(entry=entry)
        .select_related("source").only(*OWN, "source__title").order_by("source", "field", "id")
    ), "entry"
)  # fmt: skip
