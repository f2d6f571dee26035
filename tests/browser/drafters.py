"""A draft and somebody who writes it, in a house of their own.

It runs inside the site: tovchoo shell -c "from tests.browser.drafters import tell; tell()".
"""

from __future__ import annotations

import json
import sys

from tests.browser.secretaries import _session
from tests.cast import build_cast, in_two
from tests.drafting.drafts import a_section, begun, rendering


def tell() -> None:
    """Where they write, by the part and its paragraphs, and the session in which they do."""
    cast = build_cast()
    draft = begun(cast)
    part = a_section(draft, cast, in_two("Нэг хоёр гурав.", "One two three."), in_two("Дөрөв.", "Four."))
    places = [rendering(part, "text", "en", number) for number in (1, 2)]
    told = {"part": part.code, "plan": draft.plan_id, "texts": [each.pk for each in places],
            "codes": [each.passage.code for each in places], "session": _session(cast.bat)}  # fmt: skip
    json.dump(told, sys.stdout)
