import re

import pytest

pytestmark = pytest.mark.usefixtures("record")


def names(html):
    return re.findall(r'<li><a href="/\w\w/organisations/[^"]+/">(?:<span[^>]*>)?([^<]+)', html)


def test_they_stand_in_the_order_of_the_mongolian_alphabet(page):
    listed = names(page("/mn/organisations/"))
    letters = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"
    firsts = [
        letters.index(name.lstrip("«“\"'")[0].lower()) for name in listed if name.lstrip("«“\"'")[0].lower() in letters
    ]
    assert firsts == sorted(firsts) and len(firsts) > 50


def test_a_name_with_one_cyrillic_letter_stands_where_it_is_read(page):
    listed = names(page("/en/organisations/"))
    at = next(place for place, name in enumerate(listed) if "ungaahui" in name)
    assert listed[at - 1].startswith("Transparency") and listed[at + 1].startswith("Universal")


def test_the_studio_s_page_tells_all_that_it_did(page):
    text = page("/en/organisations/tungaahui-data-studio/")
    assert "Тунгаахуй" in text and "/proposals/1/" in text and "/contributions/" in text


def test_an_office_is_no_organisation(page):
    assert "OGP envoy" not in names(page("/en/organisations/")) and "OGP envoy" in page("/en/offices/ogp-envoy/")


def test_a_sector_is_shown_alone(page):
    assert len(names(page("/en/organisations/?sector=private"))) == 1
