"""Another country and another pair of languages, without a line of code changed."""

import re

import pytest

from tests.builders import a_loaded_record
from tests.package.packages import CANADA


@pytest.fixture(autouse=True)
def canada(empty_record):
    a_loaded_record(CANADA)


def test_the_site_speaks_its_languages(page):
    assert re.findall(r'hreflang="(\w+)"', page("/en/"))[:2] == ["en", "fr"]
    page("/mn/", status=404)


def test_french_content_stands_in_the_english_interface_and_says_so(page):
    text = page("/fr/plans/ca-nap5/commitments/5/")
    assert '<html lang="en">' in text and '<span lang="fr">Données ouvertes aux fins des résultats</span>' in text
    assert "Supporters" in text


def test_its_commitments_are_told_in_either_language(page):
    assert "Open Data for Results" in page("/en/plans/ca-nap5/") and "Démocratie" in page("/fr/plans/ca-nap5/")


def test_its_figures_are_counted_by_the_same_rows(client):
    told = client.get("/api/v1/plans/ca-nap5/figures").json()["figures"]
    values = {each["key"]: each["value"] for each in told}
    assert values["commitments"] == 5 and values["working_group.seats"] is None


@pytest.mark.parametrize("address", ["", "process/", "figures/", "co-creation/", "proposals/", "contributions/"])
def test_what_it_does_not_have_is_said_to_be_not_recorded(page, address):
    assert "<h1" in page(f"/fr/plans/ca-nap5/{address}")


def test_it_is_found_with_and_without_accents(page):
    assert "Démocratie" in page("/fr/search/?q=democratie")
