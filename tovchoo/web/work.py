"""What the worker does, in this order, again and again. Each duty does some of what waits and says how much it did.

One mechanism for SQLite and PostgreSQL, without another server: what is to be done stands in the database, written
in the transaction that asks for it, and is done by whoever looks first.
"""

from collections.abc import Callable

from tovchoo.accounts.rules import forget_sessions
from tovchoo.decisions.rules import close_due
from tovchoo.decisions.rules import remind as remind_voters
from tovchoo.editions.rules import make_editions, read_intakes, take_intakes
from tovchoo.ledger.rules import forget_sendings, sequence
from tovchoo.mail.rules import deliver
from tovchoo.meetings.rules import remind
from tovchoo.membership.rules import read_lists, write_lists
from tovchoo.publishing.rules import publish_due

DUTIES: tuple[Callable[[], int], ...] = (
    read_lists,
    write_lists,
    publish_due,
    remind,
    remind_voters,
    close_due,
    sequence,
    deliver,
    forget_sendings,
    forget_sessions,
    read_intakes,
    take_intakes,
    make_editions,
)
