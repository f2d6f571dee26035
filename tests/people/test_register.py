"""Keeping the register: entering, correcting, merging, succeeding one another; nothing is lost, and all can be read."""

import re
from typing import Any

import pytest

from tests.cast import in_two, signed_in
from tovchoo.accounts.models import Account
from tovchoo.consultations.models import Contribution
from tovchoo.kernel.noun import Noun
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Instrument, Merge, Office, Organisation, Person, Seat, Tenure
from tovchoo.people.rules import appoint, correct, merge, register, succeed, undo_merge
from tovchoo.plans.models import Commitment

AT = "/en/workspace/register"


def an_organisation(cast, mn="Дадлагын яам", en="Practice Ministry", **given) -> Organisation:
    return register(Organisation(name=in_two(mn, en), **given), by=cast.saraa)


def test_an_entry_gets_an_id_of_its_name_and_a_public_page(cast, page):
    entry = an_organisation(cast)
    assert entry.pk == "practice-ministry" and "Practice Ministry" in page(entry.get_absolute_url())
    assert an_organisation(cast).pk == "practice-ministry-2"
    assert register(Organisation(name=in_two("Өргөө төв", "")), by=cast.saraa).pk == "orgo-tov"


def test_it_is_entered_in_the_browser(cast):
    saraa = signed_in(cast.saraa)
    answer = saraa.post(f"{AT}/organisations/new/", {"name_mn": "Сургууль", "name_en": "School", "sector": "academia"})
    assert answer["Location"] == f"{AT}/organisations/school/"
    assert Organisation.objects.get(pk="school").sector == "academia"


def test_a_correction_keeps_what_was_said_before_and_why(cast, page):
    entry = an_organisation(cast)
    saraa = signed_in(cast.saraa)
    form = {"name_mn": "Дадлагын яам", "name_en": "Ministry of Practice", "reason": "the letterhead says so"}
    saraa.post(f"{AT}/organisations/{entry.pk}/", form)
    told = page(f"/en/history/organisation/{entry.pk}/")
    assert "Ministry of Practice" in told and "Practice Ministry" in told and "the letterhead says so" in told
    assert "person/saraa" in told


def test_a_correction_without_a_reason_is_asked_for_one_and_keeps_what_was_typed(cast):
    entry = an_organisation(cast)
    answer = signed_in(cast.saraa).post(f"{AT}/organisations/{entry.pk}/", {"name_en": "Typed"})
    assert answer.status_code == 422 and b'value="Typed"' in answer.content and b"id_reason_error" in answer.content
    assert Organisation.objects.get(pk=entry.pk).name["en"] == "Practice Ministry"


def test_a_translation_is_out_of_date_once_its_original_changed(cast):
    entry = an_organisation(cast)
    saraa = signed_in(cast.saraa)
    first = {"name_mn": "Яам", "name_en": "Ministry", "name_en_working": "on", "reason": "ours"}
    saraa.post(f"{AT}/organisations/{entry.pk}/", first)
    assert Organisation.objects.get(pk=entry.pk).name.translation("en").state == "working"
    saraa.post(f"{AT}/organisations/{entry.pk}/", first | {"name_mn": "Шинэ яам"})
    assert Organisation.objects.get(pk=entry.pk).name.translation("en").state == "outdated"
    saraa.post(f"{AT}/organisations/{entry.pk}/", first | {"name_mn": "Шинэ яам", "name_en": "New ministry"})
    assert Organisation.objects.get(pk=entry.pk).name.translation("en").state == "working"


def test_merging_moves_what_names_it_and_keeps_its_names(cast, page):
    kept, gone = an_organisation(cast), Organisation.objects.get(pk="ministry-of-finance")
    deeds = Contribution.objects.filter(author_organisation=gone).count()
    merge(kept, gone, reason="the same body", by=cast.saraa)
    assert Contribution.objects.filter(author_organisation=kept).count() == deeds > 0
    assert "Ministry of Finance" in Organisation.objects.get(pk=kept.pk).aliases
    assert kept.get_absolute_url() in page(gone.get_absolute_url())


def test_a_merge_is_undone_to_the_letter(cast):
    kept, gone = an_organisation(cast), Organisation.objects.get(pk="ministry-of-finance")
    before = _named(gone), _named(kept), kept.aliases
    done = merge(kept, gone, reason="the same body", by=cast.saraa)
    assert _named(gone)[0] == 0
    undo_merge(done, reason="two after all", by=cast.saraa)
    kept, gone = (Organisation.objects.get(pk=each.pk) for each in (kept, gone))
    assert (_named(gone), _named(kept), kept.aliases) == before and gone.merged_into is None


def _named(entry: Organisation) -> tuple[int, int]:
    return (
        Contribution.objects.filter(author_organisation=entry).count(),
        Commitment.objects.filter(lead=entry).count(),
    )


def test_what_was_entered_since_a_merge_stays_where_it_is(cast):
    kept, gone = an_organisation(cast), an_organisation(cast, "Өөр", "Another")
    done = merge(kept, gone, reason="the same body", by=cast.saraa)
    since = Contribution.objects.filter(author_organisation=Organisation.objects.get(pk="ministry-of-finance")).first()
    Contribution.objects.filter(pk=since.pk).update(author_organisation=kept)
    undo_merge(done, reason="two after all", by=cast.saraa)
    assert Contribution.objects.get(pk=since.pk).author_organisation_id == kept.pk


def test_what_was_merged_is_not_corrected_nor_merged_again(cast):
    kept, gone, third = (an_organisation(cast, en, en) for en in ("One", "Two", "Three"))
    merge(kept, gone, reason="same", by=cast.saraa)
    gone.refresh_from_db()
    for act in (lambda: correct(gone, {"sector": "media"}, reason="x", by=cast.saraa),
                lambda: merge(third, gone, reason="x", by=cast.saraa),
                lambda: merge(gone, third, reason="x", by=cast.saraa)):  # fmt: skip
        with pytest.raises(Refused, match="merged into another"):
            act()


def test_merges_are_undone_in_their_order(cast):
    one, two, three = (an_organisation(cast, en, en) for en in ("One", "Two", "Three"))
    first = merge(two, one, reason="same", by=cast.saraa)
    second = merge(three, two, reason="same", by=cast.saraa)
    with pytest.raises(Refused, match="merged into another"):
        undo_merge(first, reason="x", by=cast.saraa)
    undo_merge(second, reason="x", by=cast.saraa)
    undo_merge(Merge.objects.get(pk=first.pk), reason="x", by=cast.saraa)
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_the_browser_merges_and_undoes(cast):
    one, two = (an_organisation(cast, en, en) for en in ("One", "Two"))
    saraa = signed_in(cast.saraa)
    saraa.post(f"{AT}/organisations/{one.pk}/merge/", {"kept": two.pk, "reason": "same"})
    done = Merge.objects.get()
    assert f"/register/merges/{done.pk}/undo/" in saraa.get(f"{AT}/organisations/{one.pk}/").content.decode()
    saraa.post(f"{AT}/merges/{done.pk}/undo/")
    assert Merge.objects.get().undone_at


def test_a_ministry_becomes_another_and_the_older_plan_keeps_the_older_name(cast, page):
    old = Organisation.objects.get(pk="ministry-of-finance")
    new = an_organisation(cast)
    succeed(old, new, PartialDate("2024-07"), reason="the reorganisation", by=cast.saraa)
    old, new = Organisation.objects.get(pk=old.pk), Organisation.objects.get(pk=new.pk)
    assert (old.successor, old.valid_to.text, new.valid_from.text) == (new, "2024-07", "2024-07")
    assert "Practice Ministry" in page(old.get_absolute_url())
    with pytest.raises(Refused, match="itself"):
        succeed(new, old, PartialDate("2025"), reason="x", by=cast.saraa)


def test_members_and_citizens_keep_no_register(cast):
    for who in (cast.bat, cast.dorj, cast.nomin):
        assert signed_in(who).get(f"{AT}/organisations/").status_code == 403
        with pytest.raises(Refused, match="secretariat"):
            register(Organisation(name=in_two("Х", "X")), by=who)


def test_every_act_on_an_entry_is_in_the_ledger(cast):
    entry = an_organisation(cast)
    correct(entry, {"sector": "government"}, reason="its law", by=cast.saraa)
    verbs = list(Entry.objects.filter(subject=entry.public_id).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["organisation.recorded", "organisation.corrected"]


def test_a_wrong_date_is_said_beside_its_field(cast):
    answer = signed_in(cast.saraa).post(f"{AT}/organisations/new/", {"name_en": "X", "valid_from": "last year"})
    page = answer.content.decode()
    assert (
        answer.status_code == 422
        and 'value="last year"' in page
        and "A date is written 2023, 2023-11 or 2023-11-08." in page
    )


def test_SEC_Q4_of_two_who_correct_the_same_entry_the_second_is_told_and_overwrites_nothing(cast):
    entry = an_organisation(cast)
    at = f"{AT}/organisations/{entry.pk}/"
    one, two = signed_in(cast.saraa), signed_in(cast.administrator)
    base = re.search(r'name="base" value="(\w+)"', one.get(at).content.decode())[1]
    two.get(at)
    form = {"name_mn": "Яам", "base": base, "reason": "x"}
    assert one.post(at, form | {"name_en": "First"}).status_code == 302
    answer = two.post(at, form | {"name_en": "Second"})
    assert answer.status_code == 422 and b"Somebody else has changed this entry" in answer.content
    assert b'value="Second"' in answer.content and Organisation.objects.get(pk=entry.pk).name["en"] == "First"


def test_a_date_is_entered_as_exactly_as_it_is_known_and_shown_again(cast):
    saraa = signed_in(cast.saraa)
    form = {"name_en": "Dated", "valid_from": "2023-11", "valid_to": "2024-07-01/2024-07-31"}
    assert saraa.post(f"{AT}/organisations/new/", form).status_code == 302
    entry = Organisation.objects.get(name__en="Dated")
    assert (entry.valid_from.text, entry.valid_to.text) == ("2023-11", "2024-07-01/2024-07-31")
    assert 'value="2023-11"' in saraa.get(f"{AT}/organisations/dated/").content.decode()


def two_of_a_kind(cast, kind) -> tuple[Noun, Noun, type[Noun], str]:
    """One that is named by something, another that is the same; by what, in which field."""
    if kind == "people":
        one, two = (register(Person(name=in_two(name, name)), by=cast.saraa) for name in ("Bat B.", "B. Bat"))
        appoint(cast.group, person=one, side="government", by=cast.saraa)
        return one, two, Seat, "person"
    if kind == "offices":
        one, two = (register(Office(title=in_two(name, name)), by=cast.saraa) for name in ("Envoy", "The Envoy"))
        register(Tenure(office=one, person=cast.bat.person), by=cast.saraa)
        return one, two, Tenure, "office"
    orders = (Instrument(kind="order", number=number, title=in_two("Тушаал", "Order")) for number in ("7", "07"))
    one, two = (register(each, by=cast.saraa) for each in orders)
    appoint(cast.group, instrument=one, side="government", by=cast.saraa)
    return one, two, Seat, "instrument"


def recorded(entry) -> dict[str, Any]:
    """All that the record says of it, and not what is made of that for search."""
    [row] = type(entry).objects.filter(pk=entry.pk).values()
    return {name: value for name, value in row.items() if name not in ("folded", "sort_key")}


KINDS = ["people", "offices", "instruments"]


@pytest.mark.parametrize("kind", KINDS)
def test_people_offices_and_orders_are_merged_too_and_their_names_stay(cast, page, kind):
    gone, kept, named, field = two_of_a_kind(cast, kind)
    merge(kept, gone, reason="the same", by=cast.saraa)
    assert named.objects.filter(**{field: kept}).count() == 1 and not named.objects.filter(**{field: gone}).exists()
    assert kept.get_absolute_url() in page(gone.get_absolute_url())
    assert gone.get_absolute_url() in page(kept.get_absolute_url())
    told = page(f"/en/history/{gone.public_id}/")
    assert "merged into another" in told and "the same" in told


@pytest.mark.parametrize("kind", KINDS)
def test_such_a_merge_is_undone_to_the_letter(cast, kind):
    gone, kept, named, _field = two_of_a_kind(cast, kind)
    before = [recorded(each) for each in (gone, kept)]
    rows = list(named.objects.order_by("pk").values())
    undo_merge(merge(kept, gone, reason="the same", by=cast.saraa), reason="two after all", by=cast.saraa)
    assert [recorded(each) for each in (gone, kept)] == before
    assert list(named.objects.order_by("pk").values()) == rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_merges_and_undoes_every_kind(cast, kind):
    gone, kept, _named, _field = two_of_a_kind(cast, kind)
    saraa = signed_in(cast.saraa)
    assert f"/register/{kind}/{gone.pk}/merge/" in saraa.get(f"{AT}/{kind}/{gone.pk}/").content.decode()
    saraa.post(f"{AT}/{kind}/{gone.pk}/merge/", {"kept": kept.pk, "reason": "same"})
    page = saraa.get(f"{AT}/{kind}/{gone.pk}/").content.decode()
    done = Merge.objects.get()
    assert f"/register/merges/{done.pk}/undo/" in page and 'name="reason"' not in page
    with pytest.raises(Refused, match="merged into another"):
        correct(type(gone).objects.get(pk=gone.pk), {"note": in_two("х", "x")}, reason="x", by=cast.saraa)
    assert saraa.post(f"{AT}/merges/{done.pk}/undo/")["Location"] == f"{AT}/{kind}/{gone.pk}/"
    assert type(gone).objects.get(pk=gone.pk).merged_into is None


def test_what_was_merged_is_not_offered_any_more(cast):
    gone, kept, _named, _field = two_of_a_kind(cast, "people")
    merge(kept, gone, reason="same", by=cast.saraa)
    page = signed_in(cast.saraa).get(f"/en/workspace/forums/{cast.group.pk}/seats/new/").content.decode()
    assert f'value="{kept.pk}"' in page and f'value="{gone.pk}"' not in page


def test_an_account_goes_with_its_person_and_nothing_private_is_told(cast):
    kept = register(Person(name=in_two("Бат", "Bat again")), by=cast.saraa)
    done = merge(kept, cast.bat.person, reason="same", by=cast.saraa)
    assert Account.objects.get(pk=cast.bat.pk).person_id == kept.pk
    assert ["accounts.Account", "person_id", str(cast.bat.pk)] in done.moved
    told = Entry.objects.get(verb="person.merged")
    assert str(cast.bat.pk) not in str(told.facts) and "accounts" not in str(told.facts)
    undo_merge(done, reason="two", by=cast.saraa)
    assert Account.objects.get(pk=cast.bat.pk).person_id == cast.bat.person_id


def test_two_who_sign_in_are_not_merged(cast):
    with pytest.raises(Refused, match="Both of them sign in"):
        merge(cast.bat.person, cast.tsetseg.person, reason="same", by=cast.saraa)


def test_a_forum_is_merged_with_nothing(cast):
    assert signed_in(cast.saraa).get(f"{AT}/forums/{cast.group.pk}/merge/").status_code == 404
