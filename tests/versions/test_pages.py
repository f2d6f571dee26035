"""Pages of versions: what a reader sees of one, of its parts, of a passage, and of what differs between two."""

from __future__ import annotations

import re

import pytest

from tests.cast import in_two, signed_in
from tests.versions.drafts import a_draft, frozen, passage, the_commitment, typed
from tovchoo.drafting.models import Because
from tovchoo.drafting.rules import add_milestone, add_section, explain, move, set_facts, take_out
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.people.models import Organisation
from tovchoo.plans.models import Version


def a_draft_in_two_versions(cast):
    """Frozen once, changed in many ways, and frozen again."""
    draft = a_draft(cast)
    frozen(draft, cast)
    first, second = passage(draft, "text", 0), passage(draft, "text", 1)
    typed(first, "en", "The very first paragraph.", by=cast.bat, says_the_same=True)
    move(second, None, by=cast.bat)
    problem = passage(draft, "problem")
    typed(problem, "mn", "Хэн ч хараахан тоолоогүй.", by=cast.bat)
    explain(the_commitment(draft), in_two("Хурлаар ярив", "It was said at the meeting"), passage=problem,
            source="meeting/working-group-nap5-1", by=cast.bat)  # fmt: skip
    explain(draft.parts.get(kind="section"), in_two("Дахин уншив", "All of it was read again"), by=cast.bat)
    set_facts(the_commitment(draft).milestones.get(), {"due": PartialDate("2028-01"),
              "lead": Organisation.objects.order_by("pk").first()}, by=cast.bat)  # fmt: skip
    take_out(passage(draft, "solution"), by=cast.bat)
    add_section(draft, in_two("Төгсгөл", "The end"), by=cast.saraa)
    frozen(draft, cast, purpose="comments", date="2026-11-25")
    return draft


@pytest.fixture
def draft(begin_with):
    return begin_with(a_draft_in_two_versions)


def plainly(said: str) -> str:
    """A page without the words for those who do not see what is marked."""
    return re.sub(r'<span class="unseen"[^>]*>\[put in: ?</span>', "", said)


def test_the_list_says_what_each_is_for(draft, page):
    said = page("/en/plans/nap6/versions/")
    assert "for discussion" in said and "for comments" in said and "24 November 2026" in said
    assert said.index("Version 2") < said.rindex("Version 1")
    assert 'href="/en/plans/nap6/versions/1...2/"' in said and said.count("What changed since") == 1
    assert "its text is not recorded" in page("/en/plans/nap5/versions/")


def test_a_version_tells_its_parts_and_its_hash(draft, page):
    said = page("/en/plans/nap6/versions/2/")
    assert Version.objects.get(pk="nap6-v2").sha256 in said
    assert "/en/plans/nap6/versions/2/parts/2/" in said and "Commitment 1. Count the cranes" in said
    assert "/en/plans/nap6/versions/1...2/" in said
    assert "not recorded" in page("/en/plans/nap5/versions/1/")
    page("/en/plans/nap6/versions/9/", status=404)


def test_a_part_has_its_fields_its_milestones_and_how_far_translations_are(draft, page):
    said = page("/en/plans/nap6/versions/2/parts/2/")
    problem = passage(draft, "problem")
    assert f'id="{problem.code}"' in said and "Nobody counts them." in said
    assert "the original has changed since" in said
    assert "1.1" in said and "A table" in said and "2028" in said and "Count." not in said
    assert "Хэн ч" not in said
    beside = page("/en/plans/nap6/versions/2/parts/2/?with=mn")
    assert "Хэн ч хараахан" in beside and "Nobody counts them." in beside and '<div lang="mn"' in beside
    page("/en/plans/nap6/versions/2/parts/9/", status=404)


def test_a_passage_through_all_versions_with_reasons_and_their_sources(draft, page):
    said = page(f"/en/plans/nap6/passages/{passage(draft, 'problem').code}/")
    assert said.count("<strong>") == 2 and "It was said at the meeting" in said
    assert 'href="/en/entries/meeting/working-group-nap5-1/"' in said
    gone = page(f"/en/plans/nap6/passages/{passage(draft, 'solution').code}/")
    assert "left out" in gone
    page("/en/plans/nap6/passages/nowhere/", status=404)
    page(f"/en/plans/nap5/passages/{passage(draft, 'problem').code}/", status=404)


def test_a_passage_says_where_it_stands_and_that_it_reads_the_same_since(draft, cast, page):
    path = f"/en/plans/nap6/passages/{passage(draft, 'problem').code}/"
    said = page(path)
    assert '<a href="/en/plans/nap6/versions/2/parts/2/' in said and "Commitment 1. Count the cranes" in said
    assert "it reads the same" not in said
    frozen(draft, cast, date="2026-11-26")
    assert "In version 3, the last one, it reads the same." in page(path)


def test_the_words_of_the_reader_come_first(draft, page):
    for path in ("versions/1...2/", f"passages/{passage(draft, 'problem').code}/"):
        for language, first, second in (("mn", "Монгол", "English"), ("en", "English", "Монгол")):
            said = page(f"/{language}/plans/nap6/{path}")
            told = re.findall(r'<span class="language" lang="..">(\w+)<', said)
            assert told[-2:] == [first, second], path  # of what is new in both
            mark = f'<span class="unseen" lang="{language}">['
            assert mark in said.partition(f">{second}<")[2], path  # within words of the other language


def test_an_entry_that_is_named_leads_to_its_page(draft, client):
    answer = client.get("/en/entries/meeting/working-group-nap5-1/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/meetings/working-group-nap5-1/")
    assert client.get("/en/entries/draft/1/").status_code == 404
    assert client.get("/en/entries/account/1/").status_code == 404


def test_what_differs_between_two_versions(draft, page):
    said = page("/en/plans/nap6/versions/1...2/")
    assert "<ins>" in said and "<del>" in said and "[put in:" in said and "[taken out:" in said
    assert ">very" in plainly(said) and "moved" in said and "left out" in said and "worded anew" in said
    assert "It was said at the meeting" in said
    assert "All of it was read again" in said  # a reason of a part as a whole
    assert "June 2027" in said and "January 2028" in said
    assert str(Organisation.objects.order_by("pk").first().name["en"]).split()[0] in said
    assert "The end" in said
    only = page("/en/plans/nap6/versions/1...2/?in=mn")
    assert ">very" not in plainly(only) and "тоолоогүй" in only
    of_one = page(f"/en/plans/nap6/versions/1...2/?part={the_commitment(draft).code}")
    assert ">very" not in plainly(of_one) and "тоолоогүй" in of_one


def test_the_form_leads_to_the_two_that_were_chosen(draft, client):
    def led(query: str) -> str:
        return client.get(f"/en/plans/nap6/versions/between/?{query}")["Location"]

    assert led("from=2&to=1") == led("from=1&to=2") == "/en/plans/nap6/versions/1...2/"
    for nothing in ("", "from=1&to=1", "from=1&to=9", "from=x&to=2", "from=99999999999&to=1"):
        answer = client.get(f"/en/plans/nap6/versions/between/?{nothing}")
        assert answer.status_code == 200 and "Version 2" in answer.content.decode()


@pytest.mark.parametrize("two", ["2...1", "1...1", "0...2", "1...9", "1..2", "1...draft"])
def test_there_is_nothing_between_other_things(draft, page, two):
    page(f"/en/plans/nap6/versions/{two}/", status=404)


def test_two_that_say_the_same(draft, cast, page):
    frozen(draft, cast)
    assert "They say the same." in page("/en/plans/nap6/versions/2...3/")


def test_a_version_without_its_text_is_not_compared(draft, page):
    Version.objects.create(id="nap6-v3", plan=draft.plan, number=3, title=in_two("Хуучин", "Of paper"))
    assert "cannot be compared" in page("/en/plans/nap6/versions/2...3/")


def test_writers_see_what_the_draft_changes_and_nobody_else(draft, cast, client):
    typed(passage(draft, "problem"), "en", "A canary in the draft.", by=cast.bat)
    path = "/en/workspace/plans/nap6/draft/changes/"
    for account in (cast.bat, cast.saraa, cast.administrator):
        said = signed_in(account).get(path).content.decode()
        assert "canary" in said
    assert "Freeze a version" in signed_in(cast.saraa).get(path).content.decode()
    assert "Freeze a version" not in signed_in(cast.bat).get(path).content.decode()
    for account in (cast.oyun, cast.nomin, cast.dorj):
        answer = signed_in(account).get(path)
        assert answer.status_code == 403 and "canary" not in answer.content.decode()
    assert client.get(path).status_code == 302
    for public in ("1...2/", "2/", "2/parts/2/", ""):
        assert "canary" not in client.get(f"/en/plans/nap6/versions/{public}").content.decode()


def test_what_is_new_in_the_draft_leads_to_who_wrote_it(draft, cast):
    add_milestone(the_commitment(draft), in_two("Шинэ", "New"), by=cast.saraa)
    typed(passage(draft, "problem"), "en", "Otherwise.", by=cast.bat)
    bat = signed_in(cast.bat)
    said = bat.get("/en/workspace/plans/nap6/draft/changes/").content.decode()
    links = [each.partition('"')[0] for each in said.split('<a href="')[1:]]
    found = {each for each in links if "/passages/" in each}
    assert len(found) > 1 and all(bat.get(each).status_code == 200 for each in found)
    assert "/en/workspace/plans/nap6/draft/" in links


def test_a_version_is_frozen_on_its_page(draft, cast):
    path = "/en/workspace/plans/nap6/draft/freeze/"
    saraa = signed_in(cast.saraa)
    add_milestone(the_commitment(draft), in_two("Шинэ", ""), by=cast.saraa)
    shown = saraa.get(path)
    assert shown.status_code == 200 and "1 passage is not translated yet" in shown.content.decode()
    sent = {
        "title_mn": "Гурав дахь",
        "title_en": "The third",
        "purpose": "approval",
        "date": "2026-11-25",
        "meeting": "",
    }
    wrong = saraa.post(path, sent | {"purpose": ""})
    assert wrong.status_code == 422 and "The third" in wrong.content.decode()
    assert not Version.objects.filter(pk="nap6-v3").exists()
    done = saraa.post(path, sent)
    assert done["Location"] == "/en/plans/nap6/versions/3/"
    made = Version.objects.get(pk="nap6-v3")
    assert (made.title["en"], made.purpose, made.date.text) == ("The third", "approval", "2026-11-25")
    assert not Because.objects.filter(is_told=False).exists()
    for account in (cast.bat, cast.nomin, cast.oyun):
        assert signed_in(account).get(path).status_code == 403
        assert signed_in(account).post(path, sent).status_code == 403
    assert Version.objects.filter(plan="nap6").count() == 3


def test_the_traditional_script_stands_upright(draft, cast, page):
    jurisdiction = draft.plan.jurisdiction
    jurisdiction.languages = ["mn", "en", "mn_mong"]
    jurisdiction.save()
    draft.plan.languages = ["mn", "en", "mn_mong"]
    draft.plan.save()
    place = passage(draft, "problem")
    place.renderings.create(language="mn_mong", text="ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", head=1)
    frozen(draft, cast)
    said = page("/en/plans/nap6/versions/3/parts/2/?with=mn_mong")
    assert 'lang="mn-Mong" class="vertical body"' in said and "ᠪᠢᠴᠢᠭ" in said
    assert "ᠮᠣᠩᠭᠣᠯ" in page("/mn/plans/nap6/versions/2...3/")
