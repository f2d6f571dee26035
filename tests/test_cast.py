"""The cast is made once and put back: nobody notices, whatever the story before did to it."""

import pytest
from django.db import connection

from tests.builders import Saraa, Thing
from tests.cast import in_two, seated, signed_in
from tovchoo.accounts.models import Account
from tovchoo.ledger import rules as ledger
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Organisation
from tovchoo.people.rules import register


def rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return cursor.fetchall()


def test_every_row_is_as_the_rules_left_it(cast, kept_cast):
    assert {"accounts_account", "ledger_entry", "mail_letter", "people_seat"} <= kept_cast.come.keys()
    for table, came in kept_cast.come.items():
        assert set(came) <= set(rows(table)), table
    for table, went in kept_cast.gone.items():
        assert not set(went) & set(rows(table)), table


@pytest.mark.parametrize("which", ["one", "next"])
def test_what_one_story_does_to_them_the_next_does_not_see(cast, which):
    assert cast.saraa.email == "saraa@example.org" == Account.objects.get(pk=cast.saraa.pk).email
    cast.saraa.email = "other@example.org"
    cast.saraa.save()
    Account.objects.filter(pk=cast.nomin.pk).update(is_active=False)
    assert signed_in(cast.nomin).get("/en/workspace/").status_code == 302


def test_new_rows_come_after_theirs(cast):
    ledger.record("thing.changed", Thing(), by=Saraa())
    assert Entry.objects.order_by("pk").last().subject == "thing/1"
    while ledger.sequence():
        pass
    assert ledger.first_broken() is None


def test_where_something_was_made_before_them_they_come_in_anew(record, kept_cast):
    ledger.record("thing.changed", Thing(), by=Saraa())
    cast = seated(kept_cast)
    assert Account.objects.count() == 7 and cast.saraa.keeps_the_record and not cast.nomin.keeps_the_record


def a_register(cast):
    """What a story of its own begins with."""
    return register(Organisation(name=in_two("Нэг", "One")), by=cast.saraa)


@pytest.mark.parametrize("which", ["one", "next"])
def test_what_a_story_begins_with_is_there_and_as_it_was(begin_with, which):
    made = begin_with(a_register)
    assert made.name["en"] == "One" and Organisation.objects.get(pk=made.pk) == made
    assert Entry.objects.filter(subject=made.public_id).count() == 1
    made.name["en"] = "Two"
    made.save()


def test_a_second_one_is_another_one(begin_with):
    assert begin_with(a_register).pk != begin_with(a_register).pk
