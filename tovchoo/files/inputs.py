"""Fields of forms for files."""

from django import forms


class FileInput(forms.FileField):
    """A file."""


class PictureInput(FileInput):
    """A picture."""
