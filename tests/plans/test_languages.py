"""In which languages a plan is written: the traditional script beside Mongolian, never alone."""

from __future__ import annotations

import pytest

from tovchoo.kernel.languages import name, tag
from tovchoo.kernel.localized import Localized
from tovchoo.plans.forms import PlanForm


@pytest.mark.parametrize(
    ("chosen", "is_right"), [(["mn", "en"], True), (["mn", "mn_mong"], True), (["en", "mn_mong"], False)]
)
def test_the_traditional_script_goes_beside_mongolian(db, chosen, is_right):
    form = PlanForm({"languages": chosen, "title_0": "Төлөвлөгөө", "ordinal": "9"})
    form.full_clean()
    assert ("languages" not in form.errors) is is_right
    assert not is_right or form.cleaned_data["languages"] == chosen


@pytest.mark.parametrize(
    ("code", "known_as"), [("mn_mong", "mn-Mong"), ("mn-mong", "mn-Mong"), ("mn", "mn"), ("pt-br", "pt-br")]
)
def test_what_browsers_call_a_language(code, known_as):
    assert tag(code) == known_as


def test_it_has_a_name_and_marks_its_words():
    assert name("mn_mong") == name("mn-mong") == "ᠮᠣᠩᠭᠣᠯ"
    assert 'lang="mn-Mong"' in Localized({"mn_mong": "ᠮᠣᠩᠭᠣᠯ"}).__html__()
