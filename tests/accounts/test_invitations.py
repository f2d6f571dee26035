"""How people come in: by a link that works once."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import accepted, in_two, signed_in
from tovchoo.accounts.models import Account, Invitation
from tovchoo.accounts.rules import close, first_link, invite, invite_to_a_seat, send_again, set_administrator, withdraw
from tovchoo.kernel.policy import Refused
from tovchoo.ledger.models import Entry
from tovchoo.mail.models import Letter
from tovchoo.people.models import Person, Seat
from tovchoo.people.roles import Operator

PASSWORD = {"name": "Practice Person", "password": "wolf milk steppe 42"}


def an_invitation(cast, email="new@example.org", **given):
    given = {"person": None, "name": in_two("Туяа", "Tuya"), "forum": cast.group, "role": "", "language": "mn"} | given
    return invite_to_a_seat(email, by=cast.saraa, **given)


def test_an_invitation_is_a_letter_with_a_link(cast):
    invited = an_invitation(cast)
    letter = Letter.objects.get(to="new@example.org")
    assert invited.path in letter.text and invited.path.replace("/en/", "/mn/") in letter.text
    assert letter.subject == "Ажлын хэсэгт урьж байна" or letter.subject


def test_the_link_opens_an_account_once(cast):
    path = an_invitation(cast).path
    assert "Tuya" in Client().get(path).content.decode()
    answer = Client().post(path, PASSWORD)
    assert answer.status_code == 302
    account = Account.objects.get(email="new@example.org")
    assert account.person.name["en"] == "Tuya" and account.held[0].forum == cast.group.pk
    assert Client().get(path).status_code == 404 and Client().post(path, PASSWORD).status_code == 404
    assert Account.objects.filter(email="new@example.org").count() == 1


def test_whoever_opened_it_is_signed_in_and_sees_what_waits(cast):
    client = Client()
    answer = client.post(an_invitation(cast).path, PASSWORD, follow=True)
    assert answer.request["PATH_INFO"] == "/en/workspace/" and "Tuya" in answer.content.decode()


def test_SEC_M2_a_link_whose_time_has_run_out_opens_nothing_and_a_new_password_does_not_either(cast, later):
    invited = an_invitation(cast)
    later(days=15)
    assert Client().post(invited.path, PASSWORD).status_code == 404
    sent = Letter.objects.count()
    Client().post("/en/workspace/account/password/forgotten/", {"email": "new@example.org"})
    assert Letter.objects.count() == sent and not Account.objects.filter(email="new@example.org").exists()


def test_a_withdrawn_link_opens_nothing(cast):
    invited = an_invitation(cast)
    withdraw(invited.invitation, by=cast.saraa)
    assert Client().post(invited.path, PASSWORD).status_code == 404


def test_sent_again_the_former_link_opens_nothing_and_the_new_one_does(cast):
    former = an_invitation(cast)
    new = send_again(former.invitation, by=cast.saraa)
    assert Client().get(former.path).status_code == 404 and Client().get(new.path).status_code == 200


def test_a_key_that_never_was_is_not_found(record):
    assert Client().get("/en/welcome/" + "x" * 43 + "/").status_code == 404


def test_SEC_K3_keys_are_kept_as_hashes(cast):
    invited = an_invitation(cast)
    assert invited.key not in str(Invitation.objects.filter(pk=invited.invitation.pk).values())
    assert invited.key not in str(list(Entry.objects.values()))


def test_addresses_never_come_into_the_ledger(cast):
    an_invitation(cast)
    assert "example.org" not in str(list(Entry.objects.filter(at__isnull=False).values("facts", "subject", "actor")))


def test_somebody_new_comes_into_the_record_with_a_seat_all_or_nothing(cast):
    people, seats = Person.objects.count(), Seat.objects.count()
    with pytest.raises(Refused):
        invite_to_a_seat("x@example.org", person=None, name=in_two("Хэн", "Who"), forum=cast.group, role="",
                         language="en", by=cast.bat)  # fmt: skip
    assert (Person.objects.count(), Seat.objects.count()) == (people, seats)


def test_one_invitation_waits_for_a_person(cast):
    invited = an_invitation(cast)
    with pytest.raises(Refused, match="waiting"):
        invite("other@example.org", person=invited.invitation.person, by=cast.saraa)


def test_only_administrators_make_administrators(cast):
    with pytest.raises(Refused, match="administrator"):
        invite("x@example.org", administrator=True, name="X", by=cast.saraa)
    invited = invite("x@example.org", administrator=True, name="X", by=cast.administrator)
    assert accepted(invited).is_administrator


def test_an_address_that_has_an_account_is_joined_by_whoever_signs_in_with_it(cast):
    path = an_invitation(cast, email="nomin@example.org").path
    assert Client().get(path)["Location"].startswith("/en/workspace/account/sign-in/")
    nomin = signed_in(cast.nomin)
    assert "nomin@example.org" in nomin.get(path).content.decode()
    nomin.post(path)
    assert Account.objects.get(pk=cast.nomin.pk).held[0].forum == cast.group.pk
    assert Account.objects.filter(email="nomin@example.org").count() == 1


def test_SEC_K2_an_invitation_answers_the_same_whether_the_address_has_an_account(cast):
    saraa = signed_in(cast.saraa)
    answers = []
    for email in ("nomin@example.org", "nobody@example.org"):
        form = {"email": email, "name_mn": "Хүн", "name_en": "Human", "forum": cast.group.pk, "language": "en"}
        answer = saraa.post("/en/workspace/access/invite/", form)
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1] == (302, "/en/workspace/access/")


def test_a_form_sent_twice_invites_once(cast):
    saraa = signed_in(cast.saraa)
    form = {"email": "a@example.org", "name_en": "Twice", "forum": cast.group.pk, "language": "en", "sending": "one"}
    first, second = (saraa.post("/en/workspace/access/invite/", form) for _each in range(2))
    assert first["Location"] == second["Location"] and Invitation.objects.filter(email="a@example.org").count() == 1
    assert Person.objects.filter(name__en="Twice").count() == 1


def test_DEP_15_the_first_link_closes_behind_the_first_administrator(record, capsys):
    path = first_link(by=Operator())
    form = PASSWORD | {"email": "first@example.org"}
    assert Client().post(path, form).status_code == 302
    assert Client().post(path, form | {"email": "second@example.org"}).status_code == 404
    assert first_link(by=Operator()) is None
    call_command("welcome")
    assert capsys.readouterr().out == ""
    assert Account.objects.filter(is_administrator=True).count() == 1


def test_DEP_15_a_second_first_link_ends_the_one_before(record):
    former, new = first_link(by=Operator()), first_link(by=Operator())
    assert Client().get(former).status_code == 404 and Client().get(new).status_code == 200


def test_what_was_typed_wrongly_is_said_beside_its_field_and_the_rest_is_kept(record):
    answer = Client().post(first_link(by=Operator()), {"email": "first@example.org", "password": "short", "name": "Б"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="first@example.org"' in page and "id_password_error" in page
    assert "short" not in page.replace("too short", "") and not Account.objects.exists()


def test_the_only_administrator_stays(cast):
    with pytest.raises(Refused, match="only administrator"):
        close(cast.administrator, by=cast.administrator)
    with pytest.raises(Refused, match="only administrator"):
        set_administrator(cast.administrator, False, by=cast.administrator)


@pytest.mark.parametrize("email", ["a@b.org\u2028c", "a@exa\u00admple.org", "a@b。org", "ü" * 300 + "@b.org"])
def test_SEC_N1_an_address_that_two_servers_could_read_in_two_ways_is_refused(cast, email):
    form = {"email": email, "name_en": "Human", "forum": cast.group.pk, "language": "en"}
    answer = signed_in(cast.saraa).post("/en/workspace/access/invite/", form)
    assert answer.status_code == 422 and not Invitation.objects.filter(person__name__en="Human").exists()
