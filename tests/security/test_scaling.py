"""Ten times as much text takes about ten times as long, wherever people's words go, and never gets far unmeasured.

Form fields, filters of templates and functions that take a text are found, so a new one is in by itself.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

import tovchoo
from tests.security.nasty_text import NASTY, too_slow
from tovchoo.kernel import inputs
from tovchoo.kernel.languages import reading
from tovchoo.mail.words import Words, as_html, as_text
from tovchoo.meetings.calendars import calendar
from tovchoo.people.member_columns import harm_in
from tovchoo.people.spreadsheet import LISTED, TOTAL
from tovchoo.web.templates import to_html

LENGTH = 2_000  # and ten times that: the longest text that a form takes
TEXTS = {"text", "name", "title", "words", "word", "email", "url", "message", "phrase", "verb", "stem"}


def modules() -> list[Any]:
    names = [each.name for each in pkgutil.walk_packages(tovchoo.__path__, "tovchoo.")]
    return [import_module(name) for name in names if ".migrations" not in name and ".commands" not in name]


def functions_of_a_text() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Every public function of the house that needs one thing, a text."""
    for module in modules():
        for name, does in vars(module).items():
            if getattr(does, "__module__", "") == module.__name__ and name[0] != "_" and _needs_a_text(does):
                yield f"{module.__name__}.{name}", getattr(does, "__wrapped__", does)


def _needs_a_text(does: Any) -> bool:
    if not inspect.isroutine(does) and not hasattr(does, "cache_info"):
        return False
    needed = [each for each in inspect.signature(does).parameters.values() if each.default is inspect.Parameter.empty]
    return len(needed) == 1 and needed[0].name in TEXTS and str(needed[0].annotation) == "str"


def fields() -> Iterator[tuple[str, forms.Field]]:
    """Every field of every form into which text is typed."""
    for module in modules():
        for form in vars(module).values():
            if inspect.isclass(form) and issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                for name, field in getattr(form, "base_fields", {}).items():
                    if isinstance(field, forms.CharField | forms.MultiValueField):
                        yield f"{form.__module__}.{form.__name__}.{name}", field


FUNCTIONS = dict(functions_of_a_text()) | {
    "markdown": to_html,
    "letters": lambda text: as_html({"en": Words(text, [text], text)}) + as_text({"en": Words(text, [text], text)}),
    "calendars": lambda text: calendar(text, [], None),
    "cells": lambda text: list(harm_in(text, text)),
    "rows": lambda text: bool(TOTAL.fullmatch(text) or LISTED.fullmatch(text)),
}
FIELDS = dict(fields())
KINDS = {
    (type(field), getattr(field, "max_length", None)): (name, field)
    for name, field in FIELDS.items()
    if not isinstance(field.widget, forms.PasswordInput)
}  # fmt: skip  (those: SEC-M6, in the adapter)


def limits(field: Any) -> list[int | None]:
    """How long each box of a field may be."""
    boxes = [each for each in getattr(field, "fields", ()) if isinstance(each, forms.CharField)]
    return [each.max_length for each in boxes] or [field.max_length]


def cleaned(field: Any, text: str) -> Any:
    """What the field makes of a text; a refusal is an answer too."""
    said = [text, "", text, ""][: len(field.fields)] if isinstance(field, forms.MultiValueField) else text
    with suppress(ValidationError):
        return field.clean(said)
    return None


def test_functions_and_fields_are_found():
    assert {"tovchoo.kernel.folding.terms", "tovchoo.kernel.spelling.deceiving", "tovchoo.mail.words.one_line"} <= set(
        FUNCTIONS
    )
    assert {inputs.LocalizedInput, inputs.PartialDateInput, inputs.ListInput, forms.URLField} <= {k for k, _n in KINDS}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_SEC_O1_ten_times_as_much_takes_about_ten_times_as_long(name, record):
    def does(text: str) -> None:
        with suppress(ValueError, ValidationError, Http404):
            FUNCTIONS[name](text)

    with reading("en"):
        slow = {how: times for how, make in NASTY.items() if (times := too_slow(does, make, LENGTH))}
    assert not slow


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_SEC_O1_so_does_cleaning_what_was_typed(kind, db):
    name, field = KINDS[kind]
    slow = {how: times for how, make in NASTY.items() if (times := too_slow(lambda t: cleaned(field, t), make, LENGTH))}
    assert not slow, name


def test_SEC_O1_every_text_that_can_be_typed_has_a_limit():
    assert not [name for name, field in KINDS.values() if None in limits(field)]


def test_SEC_O1_what_is_too_long_is_refused_before_it_is_looked_at(monkeypatch, db):
    looked_at: list[int] = []

    def watched(does: Callable[..., Any]) -> Callable[..., Any]:
        def look(text: str, **given: Any) -> Any:
            looked_at.append(len(text))
            return does(text, **given)

        return look

    monkeypatch.setattr(inputs, "deceiving", watched(inputs.deceiving))
    monkeypatch.setattr("tovchoo.kernel.partial_date._read", watched(inputs.PartialDate.__init__.__globals__["_read"]))
    for name, field in KINDS.values():
        longest = max(limits(field))
        text = "ж" * 50 * longest
        with pytest.raises(ValidationError):
            field.clean([text, "", text, ""] if hasattr(field, "fields") else text)
        assert not [each for each in looked_at if each > longest], name
        looked_at.clear()


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_SEC_O4_no_field_takes_a_sign_that_no_database_keeps(kind, db):
    field: Any = KINDS[kind][1]
    with pytest.raises(ValidationError):
        field.clean(["a\0b", "", "", ""] if hasattr(field, "fields") else "a\0b")


@pytest.mark.parametrize("how", NASTY)
def test_SEC_O1_a_page_grows_with_what_was_written_and_not_beyond(how):
    text = NASTY[how](LENGTH)
    assert len(to_html(text)) < 50 * len(text)
