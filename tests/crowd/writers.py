"""People who write one draft by program, as the page does: each types, sends every other second, takes what came back.

Run inside an installation it makes the draft and tells of it as JSON; `recount` tells what became of it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

import django

PASSAGES, TOGETHER = 20, 5  # 20 people have a passage each, five more share one
KEYS = 10  # between two sendings: two seconds of a fluent typist
TOKEN = "c" * 32


def main() -> None:
    """Print the address of the part, and for each writer the session, the rendering and its number."""
    django.setup()
    from tests.cast import build_cast, in_two
    from tests.crowd.assembly import _signed_in
    from tests.decisions.motions import seated
    from tests.drafting.drafts import a_section, begun
    from tovchoo.drafting.models import Rendering

    cast = build_cast()
    seats = seated(cast, PASSAGES + TOGETHER)
    draft = begun(cast)
    texts = [in_two(f"{number}. Эхлэл.", f"{number}. A beginning.") for number in range(PASSAGES + 1)]
    part = a_section(draft, cast, *texts)
    rows = Rendering.objects.filter(passage__part=part, passage__field="text", language="mn")
    places = list(rows.order_by("passage__place").values_list("pk", "head", "text"))
    chosen = [*places[:PASSAGES], *[places[PASSAGES]] * TOGETHER]
    told = [
        {"session": _signed_in(seat), "id": pk, "base": head, "text": text}
        for seat, (pk, head, text) in zip(seats, chosen, strict=True)
    ]
    sys.stdout.write(
        json.dumps({"path": f"/en/workspace/plans/{draft.plan_id}/draft/{part.code}/keep/", "writers": told})
    )


def recount() -> None:
    """Print each text as it stands, and of each merge whether its two parents explain it."""
    django.setup()
    from tovchoo.drafting.models import Rendering
    from tovchoo.kernel.merging import merged

    told: dict[str, Any] = {"texts": {}, "merges": 0, "unexplained": [], "gaps": []}
    for rendering in Rendering.objects.filter(passage__field="text", language="mn"):
        by_number = {each.number: each for each in rendering.revisions.order_by("number")}
        told["texts"][rendering.pk] = rendering.text
        if sorted(by_number) != list(range(1, rendering.head + 1)):
            told["gaps"].append(rendering.pk)
        for each in by_number.values():
            if each.is_merge:
                mine, theirs = by_number[each.base], by_number[each.other]
                before = by_number[mine.base].text if mine.base else ""
                told["merges"] += 1
                if merged(before, mine.text, theirs.text).text != each.text:
                    told["unexplained"].append([rendering.pk, each.number])
    sys.stdout.write(json.dumps(told))


@dataclass
class Writer:
    """One window: what stands in it, on which number, and which words of its own were acknowledged."""

    name: str
    told: dict[str, Any]
    path: str
    env: dict[str, str]
    acknowledged: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    keys: int = 0

    def __post_init__(self) -> None:
        self.text, self.base = self.told["text"], self.told["base"]
        self.line = HTTPConnection(self.env["HOST"], int(self.env["PORT"]), timeout=120)

    def write(self, sendings: int) -> None:
        """Type and send so many times."""
        for number in range(sendings):
            word = f"{self.name}{number:04d}"
            self.type(f" {word}"[:KEYS])
            self.send(number, word)
        self.line.close()

    def type(self, words: str) -> None:
        """After one's own last word, wherever it stands by now; at first at the end."""
        last = self.acknowledged[-1] if self.acknowledged else ""
        at = self.text.index(last) + len(last) if last and last in self.text else len(self.text)
        self.text = self.text[:at] + words + self.text[at:]
        self.keys += len(words)

    def send(self, number: int, word: str) -> None:
        """As the script of the page sends, and takes in what others wrote meanwhile."""
        sent = {"id": self.told["id"], "base": self.base, "key": f"{self.name}-{number}", "text": self.text}
        body = json.dumps({"passages": [sent], "knows": {self.told["id"]: self.base}, "here": self.told["id"]})
        headers = {"Cookie": f"session={self.told['session']}; csrf={TOKEN}", "Content-Type": "application/json",
                   "X-CSRFToken": TOKEN}  # fmt: skip
        self.line.request("POST", self.path, body, headers)
        answer = self.line.getresponse()
        said = json.loads(answer.read())
        self.statuses.append(answer.status)
        if answer.status == 200:
            self.acknowledged.append(word)
            self.base = said["kept"][0]["number"]
            for head in said["heads"]:
                if head["id"] == self.told["id"]:
                    self.text, self.base = head["text"], head["number"]


if __name__ == "__main__":
    main() if len(sys.argv) < 2 else recount()
