"""What can only be about PostgreSQL: people who press at the same moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tests.cast import build_cast, in_two
from tovchoo.accounts.models import Account
from tovchoo.accounts.rules import first_link
from tovchoo.ledger.models import Entry
from tovchoo.people.models import Merge, Organisation
from tovchoo.people.roles import Operator
from tovchoo.people.rules import register
from tovchoo.publishing.models import Draft, News
from tovchoo.publishing.rules import write

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, act: Callable[[int], int]) -> list[int]:
    """So many press together; the answers that they got."""
    answers, start = [], Barrier(number)

    def press(which: int) -> None:
        start.wait(20)
        try:
            answers.append(act(which))
        finally:
            connection.close()

    threads = [Thread(target=press, args=(which,)) for which in range(number)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(answers)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.get("/en/workspace/")
    return client


def test_DEP_15_of_two_who_open_the_first_link_together_one_becomes_administrator():
    path = first_link(by=Operator())

    def come_in(which: int) -> int:
        form = {"email": f"first{which}@example.org", "name": "First", "password": "wolf milk steppe 42"}
        return Client().post(path, form).status_code

    answers = at_once(4, come_in)
    assert answers.count(302) == 1 and set(answers) <= {302, 403, 404}
    assert Account.objects.filter(is_administrator=True).count() == 1


def test_SEC_Q1_a_form_sent_from_many_windows_at_once_is_one_entry():
    cast = build_cast()
    clients = [browser(cast.saraa) for _each in range(8)]
    form = {"name_en": "One School", "sending": "the-same"}
    answers = at_once(
        8, lambda which: clients[which].post("/en/workspace/register/organisations/new/", form).status_code
    )
    assert answers == [302] * 8 and Organisation.objects.filter(name__en="One School").count() == 1
    assert Entry.objects.filter(verb="organisation.recorded", subject="organisation/one-school").count() == 1


def test_SEC_Q1_published_from_many_windows_at_once_it_comes_out_once():
    cast = build_cast()
    draft = write(Draft(), {"title": in_two("Мэдээ", "Fresh"), "text": in_two("Үг", "Words")}, by=cast.saraa)
    clients = [browser(cast.saraa) for _each in range(6)]
    answers = at_once(6, lambda which: clients[which].post(f"/en/workspace/news/{draft.pk}/publish/").status_code)
    assert answers.count(302) == 1 and set(answers) <= {302, 403}
    assert News.objects.filter(title__en="Fresh").count() == 1


def test_SEC_Q2_an_organisation_is_merged_once_however_many_press():
    cast = build_cast()
    kept, gone = (register(Organisation(name=in_two(name, name)), by=cast.saraa) for name in ("Kept", "Gone"))
    clients = [browser(cast.saraa) for _each in range(6)]
    form, at = {"kept": kept.pk, "reason": "same"}, f"/en/workspace/register/organisations/{gone.pk}/merge/"
    answers = at_once(6, lambda which: clients[which].post(at, form).status_code)
    assert all(each < 500 for each in answers)
    assert Merge.objects.filter(gone_id=gone.pk, undone_at=None).count() == 1


def test_SEC_Q4_of_two_who_correct_an_entry_at_once_one_is_told():
    cast = build_cast()
    entry = register(Organisation(name=in_two("Яам", "Ministry")), by=cast.saraa)
    at = f"/en/workspace/register/organisations/{entry.pk}/"
    clients = [browser(cast.saraa) for _each in range(5)]
    base = re.search(r'name="base" value="(\w+)"', clients[0].get(at).content.decode())[1]
    form = {"name_mn": "Яам", "base": base, "reason": "x"}
    answers = at_once(5, lambda which: clients[which].post(at, form | {"name_en": f"Ministry {which}"}).status_code)
    assert answers == [302, 422, 422, 422, 422]
    assert Entry.objects.filter(verb="organisation.corrected", subject=entry.public_id).count() == 1
