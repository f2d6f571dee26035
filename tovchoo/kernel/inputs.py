"""Fields of forms for the kinds of value that the record has: texts in several languages, dates as exact as known,
lists of words; and the form of an entry, which keeps what is known about each translation.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import languages
from .localized import ABOUT, Localized, State, digest
from .partial_date import LONGEST, PartialDate
from .spans import ends_before, said_of
from .spelling import deceiving

NOTHING = "—"  # chosen of what may be left out
OURS = "working"  # beside the name of a language: its box is a working translation


class LocalizedWidget(forms.MultiWidget):
    """For each language a box, with the language's own name above it and whether it is a working translation below.
    Folded, that of the reader stands open and the others behind their names, until something stands in them."""

    use_fieldset = True

    def __init__(self, codes: list[str], lines: int, *, states: bool, folded: bool = False) -> None:
        self.codes, self.lines, self.states, self.folded = codes, lines, states, folded
        boxes: Any = {}
        for code in codes:
            boxes[code] = forms.Textarea({"rows": lines}) if lines > 1 else forms.TextInput()
            boxes[f"{code}_{OURS}"] = forms.CheckboxInput() if states else forms.HiddenInput()
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[Any]:
        text = Localized(value or {})
        told = [(str(text.get(code, "")), bool(text.get(ABOUT, {}).get(code))) for code in self.codes]
        return [each for pair in told for each in pair]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        rows = [self._row(code, shown[2 * n], shown[2 * n + 1], renderer) for n, code in enumerate(self.codes)]
        if self.folded:
            rows = self._folded(rows, [bool(shown[2 * n]["value"]) for n, _code in enumerate(self.codes)])
        kinds = f"{'' if self.lines == 1 else ' tall'}{' folded' if self.folded else ''}"
        return format_html('<div class="languages{}">{}</div>', kinds, format_html_join("", "{}", rows))

    def _folded(self, rows: list[tuple[SafeString]], said: list[bool]) -> list[tuple[SafeString]]:
        reader = (get_language() or "").replace("-", "_")
        first = self.codes.index(reader) if reader in self.codes else 0
        row = '<details class="more"{}><summary lang="{}">{}</summary>{}</details>'
        others = [
            (format_html(row, mark_safe(" open") if said[n] else "", code, languages.name(code), rows[n][0]),)
            for n, code in enumerate(self.codes) if n != first
        ]  # fmt: skip
        return [rows[first], *others]

    def _row(self, code: str, box: Any, ours: Any, renderer: Any) -> tuple[SafeString]:
        box["attrs"] |= {"lang": code, "aria-label": languages.name(code)}
        row = '<div><span class="language" aria-hidden="true">{}</span>{}<label class="ours">{} {}</label></div>'
        if not self.states:
            row = '<div><span class="language" aria-hidden="true">{}</span>{}</div>'
        made = (mark_safe(renderer.render(each["template_name"], {"widget": each})) for each in (box, ours))  # noqa: S308
        return (format_html(row, languages.name(code), *made, _("working translation")),)


class LocalizedInput(forms.MultiValueField):
    """A text in the languages of the site, each official or a working translation; at least one where required."""

    def __init__(self, *, lines: int = 1, max_length: int = 20_000, states: bool = True, folded: bool = False,
                 **given: Any) -> None:  # fmt: skip
        self.codes = [code for code, _name in settings.LANGUAGES]
        self.is_a_name = lines == 1
        fields: list[forms.Field] = []
        for _code in self.codes:
            fields += [forms.CharField(required=False, max_length=max_length), forms.BooleanField(required=False)]
        widget = LocalizedWidget(self.codes, lines, states=states, folded=folded)
        super().__init__(fields, widget=widget, require_all_fields=False, **_known(given))

    def clean(self, value: Any) -> Localized:
        text: Localized = super().clean(value)
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        wrong = [told for code in text.languages if (told := deceiving(str(text[code]), is_a_name=self.is_a_name))]
        if wrong:
            raise ValidationError(wrong[0], code="deceiving")
        return text

    def compress(self, data_list: list[Any]) -> Localized:
        """The texts; a working translation is marked, its original comes with `kept`."""
        said = (
            dict(zip(self.codes, zip(data_list[::2], data_list[1::2], strict=True), strict=True)) if data_list else {}
        )
        text: dict[str, Any] = {code: words for code, (words, _ours) in said.items() if words}
        ours = {code: {"state": State.WORKING.value} for code, (words, is_ours) in said.items() if words and is_ours}
        return Localized(text | ({ABOUT: ours} if ours else {}))


def kept(new: Localized, old: Localized, *, by: str = "") -> Localized:
    """A text as it was typed, with what is known about its translations: one that did not change while its original
    did is out of date; one that was typed anew was made from the original as it stands."""
    former, about = old.get(ABOUT, {}), {}
    original = next((code for code in new.languages if code not in new.get(ABOUT, {})), "")
    for code in new.get(ABOUT, {}):
        if code in former and new.get(code) == old.get(code):
            about[code] = former[code]
        else:
            of = f"{original}:{digest(str(new.get(original, '')))}" if original else ""
            about[code] = {"state": State.WORKING.value, "of": of, "by": by}
    texts = {code: words for code, words in new.items() if code != ABOUT}
    return Localized(texts | ({ABOUT: about} if about else {}))


class PartialDateInput(forms.CharField):
    """2023, 2023-11 or 2023-11-08; an interval with `/`."""

    def __init__(self, **given: Any) -> None:
        given["help_text"] = given.get("help_text") or _("As exact as it is known: 2026, 2026-11 or 2026-11-24.")
        super().__init__(
            max_length=LONGEST, widget=forms.TextInput({"placeholder": "2026-11-24", "class": "short"}), **given
        )

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, PartialDate) else value

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.text if isinstance(value, PartialDate) else value)

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        text = super().to_python(value)
        try:
            return PartialDate(text) if text else None
        except ValueError as error:
            raise ValidationError(f"{capfirst(str(error))}.") from error


class ListInput(forms.CharField):
    """Several words or names, one on each line."""

    def __init__(self, *, max_length: int = 20_000, **given: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 3}), max_length=max_length, **_known(given))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().to_python(value) or ""
        super().run_validators(text)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        """They were asked of the text: a list is as long as it has lines, and hides what cannot be kept."""


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in ("label", "required", "help_text", "initial")}


class AsksAgain(forms.BaseForm):
    """A form that a rule refused after all: it is shown again with what is missing, and keeps what was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_nothing_shortly(field)

    def full_clean(self) -> None:
        super().full_clean()
        reasons = getattr(self.data, "refused", [])  # of several forms on a page the first says it
        while self.is_bound and reasons:
            self.add_error(None, str(reasons.pop(0)))


def _say_nothing_shortly(field: Any) -> None:
    """A box in which nothing is chosen shows one dash, where Django shows nine."""
    if getattr(field, "empty_label", None) == BLANK_CHOICE_DASH[0][1]:
        field.empty_label = NOTHING
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        offered: Any = field.choices
        field.choices = [("", NOTHING) if each == BLANK_CHOICE_DASH[0] else each for each in offered]


class Form(AsksAgain, forms.Form):
    """A form about no noun."""


class WhyForm(Form):
    """Why something is done, for everybody to read."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("For everybody to read."))


class EntryForm(AsksAgain, forms.ModelForm):
    """The form of an entry of the record. It writes nothing: `values` are for a rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "title"):
            if name in self.fields:
                self.fields[name].required = True

        self._offer_no_entry_that_was_merged()
        self.fields["base"] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
        self.initial["base"] = self._base()

    def _offer_no_entry_that_was_merged(self) -> None:
        """The other entry stands for both; one that is named already may stay."""
        for name, field in self.fields.items():
            offered: Any = getattr(field, "queryset", None)
            if offered is not None and hasattr(offered.model, "merged_into"):
                field.queryset = offered.filter(Q(merged_into=None) | Q(pk=self.initial.get(name)))  # type: ignore[attr-defined]

    def _base(self) -> str:
        """What the entry said when the form was shown; empty for a new one."""
        if self.instance._state.adding:
            return ""
        said = {name: value for name, value in self.initial.items() if name != "base"}
        return digest(repr(sorted((name, str(repr(value))) for name, value in said.items())))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("base") and said["base"] != self.initial["base"]:
            told = _("Somebody else has changed this entry since you opened it; what you typed still stands below.")
            raise ValidationError(told, code="changed")
        for since, until in getattr(self._meta.model, "SPANS", ()):  # drafts and the like are no entries
            if ends_before(said.get(since), said.get(until)):
                self.add_error(until, said_of(said[since]))
        return said

    def values(self, *, by: Any = None) -> dict[str, Any]:
        """What was typed, field by field, with what is known about translations kept."""
        said = dict(self.cleaned_data)
        for name, value in said.items():
            if isinstance(value, Localized):
                former = self.initial.get(name) or {}
                said[name] = kept(value, Localized(former), by=str(by or ""))
        wanted: Any = self._meta.fields
        return {name: value for name, value in said.items() if name in wanted}
