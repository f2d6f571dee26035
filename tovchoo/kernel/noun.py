"""What every noun of the record has: an id chosen once, and a note for what its reader must know."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .collation import sort_key
from .folding import terms
from .languages import CATALOGUES
from .localized import ABOUT, Localized, LocalizedField


class Noun(models.Model):
    """One entry of the record. Its id is text, readable, never changed and never given to another."""

    SPANS: ClassVar[tuple[tuple[str, str], ...]] = ()  # pairs of dates: a beginning, and an end that is not before it

    id = models.CharField(primary_key=True, max_length=120)
    note = LocalizedField(_("note"), lines=3)

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        """How others name this entry across tables: `meeting/working-group-nap5-1`."""
        return f"{self._meta.model_name}/{self.pk}"


class FoldedField(models.TextField):
    """The words of other fields, folded, so that both databases find the same; a word of the first field as `=word`.

    It is filled whenever the row is written, in bulk too, and nobody can forget it.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        given: dict[str, Any] = {"default": "", "editable": False} | kwargs
        super().__init__(*args, **given)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        titles, *texts = [_words(getattr(model_instance, name)) for name in self.of]
        found = [f"={word} {word}" for word in terms(titles)] + [word for text in texts for word in terms(text)]
        folded = f" {' '.join(dict.fromkeys(found))} "
        setattr(model_instance, self.attname, folded)
        return folded


class SortKeyField(models.JSONField):
    """A collation key per language of another field: order by `sort_key__mn` and Ө stands after О on both databases."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        given: dict[str, Any] = {"default": dict, "editable": False} | kwargs
        super().__init__(*args, **given)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> dict[str, str]:
        text: Localized = getattr(model_instance, self.of)
        languages = {*text.languages, *CATALOGUES}
        keys = {each: sort_key(str(text.get(each) or text.get(text.original, "")), each) for each in languages}
        setattr(model_instance, self.attname, keys)
        return keys


def _words(value: Any) -> str:
    if isinstance(value, Localized):
        return " ".join(str(text) for language, text in value.items() if language != ABOUT)
    return " ".join(value) if isinstance(value, list) else str(value or "")
