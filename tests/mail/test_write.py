"""Writing a letter: in the transaction of what it tells of, and without a word to a mail server."""

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import accepted
from tests.mail.letters import READER, a_letter
from tovchoo.accounts.models import Invitation
from tovchoo.accounts.rules import invite
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import deliver
from tovchoo.people.roles import Operator

FORGOTTEN = "/en/workspace/account/password/forgotten/"


class SomethingWentWrongAfterwards(Exception):
    pass


def test_a_letter_is_in_the_outbox_exactly_if_what_it_tells_of_happened(record):
    recorded = Entry.objects.count()
    with pytest.raises(SomethingWentWrongAfterwards), transaction.atomic():
        invite(READER, by=Operator(), administrator=True, name="Reader")
        raise SomethingWentWrongAfterwards
    assert not Invitation.objects.exists() and not Letter.objects.exists() and Entry.objects.count() == recorded
    invite(READER, by=Operator(), administrator=True, name="Reader")
    assert Invitation.objects.count() == Letter.objects.count() == 1


def test_writing_speaks_to_no_mail_server(record, post_office):
    a_letter()
    assert post_office.visits == 0
    assert deliver() == 1 and post_office.visits == 1


@pytest.mark.parametrize("is_up", [True, False])
def test_SEC_K2_a_page_is_the_same_whether_there_is_an_account_and_whether_mail_goes_out(record, post_office, is_up):
    if not is_up:
        post_office.close()
    accepted(invite(READER, by=Operator(), administrator=True, name="Reader"), password="wolf milk steppe 42")
    answers = [Client().post(FORGOTTEN, {"email": each}) for each in (READER, "nobody@example.org")]
    assert {(each.status_code, each["Location"], each.content) for each in answers} == {(302, f"{FORGOTTEN}sent/", b"")}
    assert Letter.objects.filter(kind="password_reset_key").count() == 1 and post_office.visits == 0


def test_every_letter_has_its_own_message_id_on_our_host(record, settings):
    settings.SITE_URL = "https://ogp.example.org:8443"
    ids = [a_letter().message_id for _each in range(20)]
    assert len(set(ids)) == 20 and all(each.endswith("@ogp.example.org>") for each in ids)
