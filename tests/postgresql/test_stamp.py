"""What can only be about PostgreSQL: writers at the same time."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from tests.builders import Saraa, Thing
from tovchoo.kernel.prepared import Prepared
from tovchoo.ledger.models import Entry, Stamp
from tovchoo.ledger.rules import first_broken, record, sequence, stamp

pytestmark = pytest.mark.django_db(transaction=True)


def write(*, before_commit=lambda: None):
    with transaction.atomic():
        record("thing.changed", Thing(), by=Saraa())
        before_commit()
    connection.close()


def test_whichever_of_two_commits_first_the_stamp_changes_with_each():
    """The later number may be committed first: the highest id would miss the earlier one when it comes."""
    began, may_end = Event(), Event()
    slow = Thread(target=write, kwargs={"before_commit": lambda: (began.set(), may_end.wait(20))})
    stamps = [stamp()]
    slow.start()
    assert began.wait(20)
    write()
    stamps.append(stamp())
    may_end.set()
    slow.join()
    stamps.append(stamp())
    assert len(set(stamps)) == 3


def test_a_writer_waits_for_nobody():
    done = Event()
    with transaction.atomic():
        record("thing.changed", Thing(), by=Saraa())
        other = Thread(target=write, kwargs={"before_commit": done.set})
        other.start()
        assert done.wait(20), "the second writer waits for the first"
    other.join()
    assert Stamp.objects.count() >= 2


def test_a_page_is_never_older_than_the_record(client):
    """A page is read between two commits of two transactions that overlap: it is the newer one's each time."""
    from tests.builders import a_loaded_record
    from tests.conftest import EXAMPLE
    from tovchoo.plans.models import Commitment

    a_loaded_record(EXAMPLE)
    began, may_end = Event(), Event()

    def rename(number, title, before_commit):
        with transaction.atomic():
            commitment = Commitment.objects.get(plan="nap5", number=number)
            commitment.title = {"en": title, "mn": title}
            commitment.save()
            record("commitment.corrected", commitment, by=Saraa())
            before_commit()
        connection.close()

    slow = Thread(target=rename, args=(1, "Slow words", lambda: (began.set(), may_end.wait(20))))
    slow.start()
    assert began.wait(20)
    rename(2, "Quick words", lambda: None)
    assert "Quick words" in (first := client.get("/en/").content.decode()) and "Slow words" not in first
    may_end.set()
    slow.join()
    assert "Slow words" in client.get("/en/").content.decode()


def test_eight_writers_and_two_sequencers_make_one_chain():
    def speak():
        for _each in range(10):
            write()

    def number():
        while any(writer.is_alive() for writer in writers):
            sequence()
        connection.close()

    writers = [Thread(target=speak) for _each in range(8)]
    everybody = [*writers, Thread(target=number), Thread(target=number)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    sequence()
    assert Entry.objects.exclude(number=None).count() == 80 and first_broken() is None


def test_a_connection_that_was_cut_while_nobody_asked_is_opened_again(client):
    """The database was restarted between two readers: the second is answered too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [ours] = cursor.fetchone()

    def cut():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
        connection.close()

    assert client.get("/en/about/").status_code == 200
    cutting = Thread(target=cut)
    cutting.start()
    cutting.join()
    assert client.get("/en/about/").status_code == 200


def test_a_question_that_many_ask_is_planned_once():
    from tovchoo.plans.models import Commitment

    asked = Prepared(lambda of: Commitment.objects.filter(plan=of).values_list("title"), "of")
    connection.close()  # a new one has planned nothing
    for plan in ("nap1", "nap2", "nap3", "nap4"):
        assert asked(of=plan) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%plans_commitment%'")
        assert cursor.fetchone() == (1,)
