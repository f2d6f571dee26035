"""Fields of forms for the kinds of value that the record has: texts in several languages, dates as exact as known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import languages
from .localized import Localized
from .partial_date import PartialDate


class LocalizedWidget(forms.MultiWidget):
    """One box for each language, each with the language's own name above it."""

    use_fieldset = True

    def __init__(self, codes: list[str], lines: int) -> None:
        self.codes = codes
        each = (lambda: forms.Textarea({"rows": lines})) if lines > 1 else forms.TextInput
        super().__init__({code: each() for code in codes})

    def decompress(self, value: Any) -> list[str]:
        return [str(value.get(code, "")) if value else "" for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for code, widget in zip(self.codes, context["widget"]["subwidgets"], strict=True):
            widget["attrs"]["lang"] = code
            widget["attrs"]["aria-label"] = languages.name(code)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        boxes = [
            (languages.name(code), mark_safe(renderer.render(each["template_name"], {"widget": each})))  # noqa: S308 (Django's own)
            for code, each in zip(self.codes, shown, strict=True)
        ]
        row = '<div><span class="language" aria-hidden="true">{}</span>{}</div>'
        return format_html('<div class="languages">{}</div>', format_html_join("", row, boxes))


class LocalizedInput(forms.MultiValueField):
    """A text in the languages of the site; `required` asks for at least one of them."""

    def __init__(self, *, lines: int = 1, max_length: int = 500, **given: Any) -> None:
        self.codes = [code for code, _name in settings.LANGUAGES]
        fields = [forms.CharField(required=False, max_length=max_length) for _code in self.codes]
        super().__init__(fields, widget=LocalizedWidget(self.codes, lines), require_all_fields=False, **given)

    def compress(self, data_list: list[str]) -> Localized:
        return Localized({code: text for code, text in zip(self.codes, data_list or [], strict=False) if text})


class PartialDateInput(forms.CharField):
    """2023, 2023-11 or 2023-11-08; an interval with `/`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=21, widget=forms.TextInput({"inputmode": "numeric"}), **given)

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        text = super().to_python(value)
        try:
            return PartialDate(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error)) from error
