"""Two versions of a big plan compared, beside what difflib takes for the very same texts as two lists of words."""

from __future__ import annotations

import json
import subprocess

from tests.bench.installations import BIN, ROOT, engines, installation_with_example
from tests.bench.tables import ratios, say, spread, table, tell

ROUNDS = 5


def run_part() -> None:
    """The part `versions` of script/bench."""
    say("## Versions")
    rows = []
    for engine in engines():
        tell(f"two versions of 120,000 words a language on {engine}")
        with installation_with_example(engine) as home:
            env = home.env | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
            command = [str(BIN / "python"), "-m", "tests.bench.version_work", str(ROUNDS)]
            done = subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, timeout=1800)
        told = json.loads(done.stdout)
        for what, words in WHAT.items():
            beside = ratios(told[what], told["home"])
            rows.append([f"{words}, {engine}", spread(told[what], 3), spread(beside, 1)])
        if told["changed"] < 400:
            raise SystemExit(f"only {told['changed']} passages differ")
    table("Two versions of 40 commitments, 300 milestones, 120,000 words a language, 400 passages changed (aim: 1 s)",
          ["what", "seconds", "to the home page, made anew"], rows)  # fmt: skip


WHAT = {
    "compared": "reading both and working out what differs",
    "page": "the first page of it, made anew",
    "next": "its second page, made anew, the difference known",
    "part": "a page of one part, made anew",
    "difflib": "difflib on the first 20,000 words of one language as two lists",
    "frozen": "freezing a version",
}
