"""Ten minutes of typing by 25 people in one draft: 20 with a passage each, 5 in one; as fast as the server answers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.tables import say, tell
from tests.crowd.test_25_writers import all_write

SENDINGS = 300  # ten minutes, where each sends every other second


def run_part() -> None:
    """Print the table of docs/performance.md."""
    tell(f"25 writers, {SENDINGS} sendings each")
    began = perf_counter()
    with TemporaryDirectory() as folder:
        writers, told = all_write(Path(folder), SENDINGS)
    lost = sum(
        Counter(told["texts"][str(each.told["id"])].split())[word] != 1
        for each in writers
        for word in each.acknowledged
    )
    answers = Counter(status for each in writers for status in each.statuses)
    say("| what | figure |")
    say("| --- | ---: |")
    say(f"| keys typed | {sum(each.keys for each in writers):,} |")
    say(f"| sendings answered with 200, of all | {answers[200]:,} of {answers.total():,} |")
    say(f"| merges, of which their two parents do not explain | {told['merges']:,}, {len(told['unexplained'])} |")
    say(f"| acknowledged words that are lost or stand twice | {lost} |")
    say(f"| real seconds that it took, installation and recount with it | {perf_counter() - began:.0f} |")
