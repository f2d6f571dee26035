"""Payloads that would run if anything of them got through, and a house whose every text is full of them.

It runs inside the site: tovchoo shell -c "from tests.browser.nasty import tell; tell()".
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from itertools import product

from tests.browser.office import PASSWORD
from tests.cast import accepted, in_two, the_first_administrator
from tovchoo.accounts.rules import invite_to_a_seat
from tovchoo.files.models import Document
from tovchoo.kernel import clock
from tovchoo.meetings.models import Meeting
from tovchoo.meetings.rules import add_item, ask_members, call, sign_up
from tovchoo.membership.rules import add_line, draw_up
from tovchoo.people.models import Instrument, Office, Organisation, Person
from tovchoo.people.roles import Anybody
from tovchoo.people.rules import appoint, correct, register, register_forum
from tovchoo.publishing.models import Draft
from tovchoo.publishing.rules import add_document, publish, word, write

RUNS = "window.__ran=1"
BEGINS = ("", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</style>", '\\">', "${", "{{")
BODIES = (
    f"<script>{RUNS}</script>",
    f"<img src=x onerror={RUNS}>",
    f"<svg onload={RUNS}>",
    f"<svg><script>{RUNS}</script></svg>",
    f"<a href=javascript:{RUNS}>x</a>",
    f"[x](javascript:{RUNS})",
    f'![x](x"onerror="{RUNS})',
    f"<math href=javascript:{RUNS}>",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'>",
    f"<details open ontoggle={RUNS}>",
    f"<input autofocus onfocus={RUNS}>",
    f'" autofocus onfocus="{RUNS}',
    f"{{{{constructor.constructor('{RUNS}')()}}}}",
    "<base href=//evil.example>",
)
PAYLOADS = [begin + body for begin, body in product(BEGINS, BODIES)]
ALL = "\n\n".join(PAYLOADS)


def tell() -> None:
    """Put them into everything that somebody can write, and tell where it is read."""
    who = the_first_administrator()
    short = [each[:150] for each in PAYLOADS]
    office = register_forum("secretariat", in_two(short[0], short[1]), by=who)
    group = register_forum(
        "working_group", in_two(short[2], short[3]), served_by=office, rules=in_two(ALL, ALL), by=who
    )
    bodies = [register(Organisation(name=in_two(each, each), aliases=[each], note=in_two(each, each)), by=who)
              for each in short]  # fmt: skip
    correct(bodies[0], {"name": in_two(short[4], short[5])}, reason=short[6], by=who)
    person = register(Person(name=in_two(short[7], short[8]), note=in_two(ALL, ALL)), by=who)
    register(Office(title=in_two(short[9], short[10])), by=who)
    order = register(Instrument(kind="order", number=short[11][:40], title=in_two(short[12], ALL)), by=who)
    seat = appoint(group, person=person, organisation=bodies[1], instrument=order, note=in_two(ALL, ALL), by=who)
    text = {"title": in_two(short[13], short[14]), "excerpt": in_two(ALL, ALL), "text": in_two(ALL, ALL)}
    draft = write(Draft(), dict(text), by=who)
    news = publish(write(Draft(), dict(text), by=who), by=who)
    document = add_document(Document(title=in_two(short[15], ALL), note=in_two(ALL, ALL)), {}, by=who)
    for name in ("about", "contact", "accessibility", "take-part"):
        word(name, in_two(ALL, ALL), by=who)
    meeting = Meeting(kind="public_discussion", forum=group, title=in_two(short[16], short[17]), place=in_two(ALL, ALL))
    meeting.starts_at = clock.now() + timedelta(days=9)
    call(meeting, by=who)
    add_item(meeting, in_two(short[18], short[19]), in_two(ALL, ALL), by=who)
    ask_members(meeting, by=who)
    sign_up(meeting, short[20], "", language="en", by=Anybody())
    members = draw_up(group, by=who)
    for each in short[:60]:
        line = {
            "name": in_two(each, each),
            "organisation": in_two(each, each),
            "region": each[:90],
            "side": "government",
        }
        add_line(members, line, by=who)
    given = {"person": None, "name": in_two(short[21], short[22]), "forum": office, "role": "", "language": "en"}
    keeper = accepted(invite_to_a_seat("keeper@example.org", by=who, **given), password=PASSWORD)
    told = {
        "public": ["/en/organisations/", "/mn/organisations/?page=2", bodies[0].get_absolute_url(), "/en/forums/",
                   bodies[20].get_absolute_url(), group.get_absolute_url(), person.get_absolute_url(),
                   "/en/instruments/",
                   order.get_absolute_url(), seat.get_absolute_url(), news.get_absolute_url(), "/en/news/",
                   document.get_absolute_url(), "/en/documents/", "/en/about/", "/en/contact/", "/mn/take-part/",
                   "/en/accessibility/", meeting.get_absolute_url(), "/en/meetings/", "/en/search/?q=script",
                   f"/en/history/organisation/{bodies[0].pk}/", f"{meeting.get_absolute_url()}sign-up/"],
        "work": ["", "register/organisations/", f"register/organisations/{bodies[3].pk}/", "register/instruments/",
                 f"register/organisations/{bodies[3].pk}/merge/", f"register/forums/{group.pk}/", "news/",
                 f"news/{draft.pk}/", f"news/{draft.pk}/preview/", "documents/", f"documents/{document.pk}/",
                 "pages/about/", f"meetings/{meeting.pk}/", "meetings/", f"forums/{group.pk}/seats/",
                 f"lists/{members.pk}/", f"lists/{members.pk}/lines/5/", "access/", "account/", "access/invite/"],
        "email": keeper.email,
        "payloads": len(PAYLOADS),
    }  # fmt: skip
    json.dump(told, sys.stdout)
