"""Fields of forms for files: what is wrong with one is said beside its field, what comes out may be kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .checks import KINDS, PICTURES, Kind, Unfit, checked


class OneFile(forms.FileInput):
    """A file, and what else was sent under its name: of several, none may pass unseen behind the last."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))
        return sent if len(sent) > 1 else next(iter(sent), None)


class FileInput(forms.FileField):
    """A file of a kind that the record takes; clean, it is a `Checked`."""

    widget = OneFile
    kinds: tuple[Kind, ...] = KINDS

    def widget_attrs(self, widget: forms.Widget) -> Any:
        return super().widget_attrs(widget) | {"accept": ",".join(end for kind in self.kinds for end in kind.endings)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, list):
            raise Unfit(_("One file at a time, please."))
        upload = super().clean(data, initial)
        return checked(upload, self.kinds) if isinstance(upload, UploadedFile) else upload


class PictureInput(FileInput):
    """A picture; clean, it is a `Checked` of the picture drawn anew."""

    kinds = PICTURES


PicturesOnly = PictureInput
