"""A plan that is also written downwards: its documents are in the other languages, and nothing breaks them."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.editions.test_documents import text_of
from tests.versions.drafts import a_draft, frozen, passage
from tovchoo.drafting.rules import set_facts
from tovchoo.editions import content, data, docx, html, pdf
from tovchoo.editions.rules import editions_of
from tovchoo.kernel.languages import TRADITIONAL
from tovchoo.kernel.localized import Localized

BICHIG = "ᠮᠣᠩᠭᠣᠯ"
EVERY = [("mn",), ("en",), ("mn", "en")]


@pytest.fixture
def version(cast):
    draft = a_draft(cast)
    draft.plan.languages = ["mn", "en", TRADITIONAL]
    draft.plan.save()
    for field in ("problem", "title", "text"):
        passage(draft, field).renderings.create(language=TRADITIONAL, text=BICHIG, head=0)
    others = Localized({"mn": "бусад", TRADITIONAL: BICHIG})
    set_facts(draft.parts.get(kind="commitment"), {"other_supporters": others}, by=cast.saraa)
    return frozen(draft, cast)


def test_it_is_no_language_of_documents(version):
    assert {codes for _form, codes in editions_of(version.plan)} == {"mn", "en", "mn+en", ""}


@pytest.mark.parametrize("codes", EVERY, ids="+".join)
def test_documents_have_no_letter_that_their_type_lacks(version, codes, tmp_path):
    cover = content.cover_of(version, codes, date(2026, 11, 25))
    with (tmp_path / "plan.pdf").open("wb") as file:
        pdf.write(file, cover, content.chapters(version, codes))
    paper, page, word = text_of(tmp_path / "plan.pdf"), BytesIO(), BytesIO()
    html.write(page, cover, content.headings(version), content.chapters(version, codes))
    docx.write(word, cover, content.headings(version), content.chapters(version, codes))
    told = [paper, page.getvalue().decode(), ZipFile(word).read("word/document.xml").decode()]
    for each in told:
        assert not {"�", "□", *BICHIG} & set(each)
        assert ("Тогоруу тоолох" if "mn" in codes else "Count the cranes") in each


def test_the_data_has_it(version):
    made = BytesIO()
    data.write(made, content.cover_of(version, ("mn",), date(2026, 11, 25)), version)
    parts = json.loads(made.getvalue())["parts"]
    assert BICHIG in [each["text"].get(TRADITIONAL) for part in parts for each in part["passages"]]
