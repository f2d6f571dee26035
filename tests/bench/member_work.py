"""Run inside an installation: a list of members is drawn up, read and entered as the worker does it; what it took."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import django


def main(path: Path) -> None:
    """Print seconds for reading and for entering, and the largest size of the process, as JSON."""
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.cast import build_cast, in_two
    from tovchoo.files.checks import checked
    from tovchoo.membership.models import MemberList
    from tovchoo.membership.rules import appoint_all, draw_up, read_lists, take_all, write_lists
    from tovchoo.people.models import Instrument, Seat
    from tovchoo.people.rules import register

    cast = build_cast()
    order = register(Instrument(kind="order", number="1", title=in_two("Тушаал", "Order")), by=cast.saraa)
    draw_up(cast.group, file=checked(SimpleUploadedFile(path.name, path.read_bytes())), by=cast.saraa)
    began = perf_counter()
    read_lists()
    read = perf_counter() - began
    drawn = MemberList.objects.get()
    take_all(drawn, by=cast.saraa)
    appoint_all(drawn, instrument=order, since=date(2026, 11, 2), by=cast.saraa)
    began = perf_counter()
    write_lists()
    entered = perf_counter() - began
    seats = Seat.objects.filter(instrument=order).count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    sys.stdout.write(json.dumps({"read": read, "entered": entered, "peak": peak, "seats": seats}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
