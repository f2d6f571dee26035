"""A plan of 40 commitments, 300 milestones and 120,000 words a language: small pages, and few questions for each."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.cast import seated, signed_in
from tests.versions.big import CHANGED, MILESTONES, Big, a_big_plan
from tests.web.walk import views
from tovchoo.drafting.models import DraftMilestone, Rendering
from tovchoo.plans.models import Template, TemplateField
from tovchoo.versions import questions
from tovchoo.versions.differing import applied
from tovchoo.versions.models import VersionPassage

pytestmark = pytest.mark.django_db
PACKED = 60_000


@pytest.fixture(scope="module")
def big(django_db_setup, django_db_blocker, kept_cast):
    """Made once; gone again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = seated(kept_cast)
        made = a_big_plan(cast.saraa, group=cast.group)
        made.cast = cast
        template = Template.objects.create(id="big", title={"en": "Big"})
        TemplateField.objects.create(id="big-1", template=template, number=1, key="problem", title={"en": "Problem"})
        made.draft.plan.template, made.draft.plan.msf = template, cast.msf
        made.draft.plan.save()
        yield made
        transaction.set_rollback(True)


def measured(client: Client, path: str) -> tuple[int, int, str]:
    """Questions, packed bytes, and the page, as it comes to whoever asks first."""
    questions._compared.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked), len(gzip.compress(answer.content, 6)), answer.content.decode()


def test_it_is_as_big_as_it_should_be(big: Big):
    texts = Rendering.objects.filter(passage__part__draft=big.draft, passage__is_out=False)
    for code in ("mn", "en"):
        assert sum(len(text.split()) for text in texts.filter(language=code).values_list("text", flat=True)) >= 120_000
    assert DraftMilestone.objects.filter(part__draft=big.draft).count() == MILESTONES
    assert VersionPassage.objects.filter(part__version=big.one).count() > 2000


@pytest.mark.parametrize("path", [
    "", "1/", "2/", "2/parts/1/", "2/parts/1/?with=mn", "2/parts/7/", "2/parts/7/?with=mn", "2/parts/44/",
])  # fmt: skip
def test_pages_of_a_version(big: Big, path):
    for language in ("en", "mn"):
        asked, packed, _said = measured(Client(), f"/{language}/plans/nap8/versions/{path}")
        assert asked < 8 and packed < PACKED, (path, asked, packed)


def test_every_page_of_what_differs(big: Big):
    path, number, changes = "/mn/plans/nap8/versions/1...2/", 1, 0
    while True:
        asked, packed, said = measured(Client(), f"{path}?page={number}")
        assert asked < 8 and packed < PACKED, (number, asked, packed)
        changes += said.count('class="change"')
        if 'rel="next"' not in said:
            break
        number += 1
    assert changes >= CHANGED and number > 3


def test_a_passage_through_the_versions(big: Big):
    code = VersionPassage.objects.filter(part__version=big.one).order_by("pk").first().passage
    asked, packed, _said = measured(Client(), f"/en/plans/nap8/passages/{code}/")
    assert asked < 8 and packed < PACKED, (asked, packed)


@pytest.mark.parametrize(
    "path", ["", "nap8-s1/", "nap8-7/", "nap8-40/", "languages/en/", "changes/", "changes/?page=2"]
)
def test_pages_of_the_draft(big: Big, path):
    for who in (big.cast.bat, big.cast.saraa):
        client = signed_in(who)
        client.get("/en/workspace/")  # past the second step
        asked, packed, _said = measured(client, f"/mn/workspace/plans/nap8/draft/{path}")
        assert asked < 8 and packed < PACKED, (path, asked, packed)


def test_the_page_on_which_it_is_frozen(big: Big):
    saraa = signed_in(big.cast.saraa)
    saraa.get("/en/workspace/")  # past the second step
    asked, packed, said = measured(saraa, "/mn/workspace/plans/nap8/draft/freeze/")
    assert asked < 8 and packed < PACKED and 'name="purpose"' in said, (asked, packed)


REGISTERS = {"adoption:approve": 10, "adoption:order": 10}  # their form offers organisations, offices and forums


def the_pages(big: Big) -> Iterator[tuple[str, str]]:
    """Every route of a draft and of a version that is a page, with an address at which the big plan has it."""
    passage = VersionPassage.objects.filter(part__version=big.one, part__part="nap8-7").first().passage
    step = DraftMilestone.objects.filter(part__code="nap8-7").first().code
    at = {"language": "mn", "plan": "nap8", "number": 2, "part": 7, "one": 1, "other": 2, "into": "en",
          "passage": passage, "milestone": step}  # fmt: skip
    for route, view in views().items():
        app = view.__module__.split(".")[1]
        if app not in ("drafting", "versions", "editions", "adoption") or "<int:pk>" in route or "<slug:name>" in route:
            continue  # of a file that was brought or made: tests/editions
        at["code"] = passage if "/passages/<str:code>" in route else "nap8-7"
        told = re.sub(r"<\w+:(\w+)>", lambda named: str(at[named[1]]), route)
        yield resolve(f"/{told}").view_name, f"/{told}"


def test_every_page_of_the_draft_and_of_a_version(big: Big):
    saraa, seen = signed_in(big.cast.saraa), Counter()
    saraa.get("/en/workspace/")  # past the second step
    for name, path in the_pages(big):
        questions._compared.cache_clear()
        with CaptureQueriesContext(connection) as asked:
            answer = saraa.get(path)
        seen[answer.status_code] += 1
        assert answer.status_code in (200, 403, 405), path
        assert len(asked) <= REGISTERS.get(name, 7), (path, len(asked))
        assert len(gzip.compress(answer.content, 6)) < PACKED, path
    assert seen[200] >= 30, seen


def test_what_is_shown_makes_the_new_text_of_the_old_one(big: Big):
    compared = questions.compared(big.one, big.other)
    made = applied(compared.old, compared.told)
    assert made.blocks() == compared.new.blocks() and made.milestones == compared.new.milestones
    assert len(compared.told.passages) >= CHANGED
