"""Run inside an installation: a big plan is frozen twice and compared; what it took, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from time import perf_counter
from typing import Any

import django


def main(rounds: int) -> None:
    """Print seconds for each thing, round by round, all things in each round."""
    django.setup()
    from django.db import transaction
    from django.test import Client

    from tests.cast import build_cast, in_two
    from tests.versions.big import a_big_plan
    from tovchoo.kernel.partial_date import PartialDate
    from tovchoo.ledger.rules import record
    from tovchoo.plans.models import Version
    from tovchoo.versions import questions
    from tovchoo.versions.rules import freeze

    cast = build_cast()
    big = a_big_plan(cast.saraa, group=cast.group)
    client, pages = Client(SERVER_NAME="127.0.0.1"), "/mn/plans/nap8/versions/1...2/"
    compared = questions.compared(big.one, big.other)
    flat = [[word for each in text.passages for word in each.texts.get("mn", "").split()]
            for text in (compared.old, compared.new)]  # fmt: skip
    flat = [words[:20_000] for words in flat]

    def forgotten(path: str, *, known: bool = False) -> Callable[[], Any]:
        def asked() -> None:
            with transaction.atomic():
                record("practice.done", Version(id="practice"), by=cast.saraa)  # no page is true any more
            if not known:
                questions._compared.cache_clear()
            began.append(perf_counter())
            assert client.get(path).status_code == 200

        return asked

    def work() -> None:
        questions._compared.cache_clear()
        began.append(perf_counter())
        questions.compared(big.one, big.other)

    def frozen() -> None:
        began.append(perf_counter())
        freeze(big.draft, title=in_two("Их", "Big"), purpose="comments", date=PartialDate("2026"), by=cast.saraa)

    def difflib() -> None:
        began.append(perf_counter())
        SequenceMatcher(None, *flat).get_opcodes()

    began: list[float] = []
    things = {"home": forgotten("/mn/"), "compared": work, "page": forgotten(pages),
              "next": forgotten(f"{pages}?page=2", known=True), "part": forgotten("/mn/plans/nap8/versions/2/parts/9/"),
              "difflib": difflib, "frozen": frozen}  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in things}
    for _round in range(rounds):
        for name, does in things.items():
            does()
            taken[name].append(perf_counter() - began.pop())
    sys.stdout.write(json.dumps(taken | {"changed": len(compared.told.passages)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
