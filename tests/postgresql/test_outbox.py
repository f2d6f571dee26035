"""What can only be about PostgreSQL: workers at the same time."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from tests.mail.letters import a_letter
from tests.mail.post_office import a_post_office
from tovchoo.mail.models import Letter
from tovchoo.mail.rules import deliver

pytestmark = pytest.mark.django_db(transaction=True)


def workers(number: int) -> list[int]:
    """So many start together; how many letters each of them sent."""
    sent, start = [], Barrier(number)

    def work():
        start.wait(20)
        sent.append(deliver())
        connection.close()

    threads = [Thread(target=work) for _each in range(number)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sent


def test_workers_at_once_send_each_letter_once():
    people = [f"person-{number}@example.org" for number in range(40)]
    for person in people:
        a_letter(person)
    with a_post_office() as office:
        sent = workers(4)
    assert sum(sent) == 40 and Counter(office.recipients) == Counter(people)
    assert not Letter.objects.filter(sent_at=None).exists() and set(Letter.objects.values_list("tries", flat=True)) == {
        1
    }


def test_no_worker_sees_a_letter_before_what_it_tells_of_is_there():
    with a_post_office() as office:
        with transaction.atomic():
            a_letter()
            assert workers(2) == [0, 0] and not office.visits
        assert sorted(workers(2)) == [0, 1]
