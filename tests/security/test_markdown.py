"""What markdown can do beside paragraphs: no extension's attribute carries anything out of the text it was typed in."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.browser.nasty import PAYLOADS
from tests.web.walk import Tags
from tovchoo.web.templates import markdown, to_html

ALLOWED = {
    "p": set(), "br": set(), "hr": set(), "em": set(), "strong": set(), "blockquote": set(), "pre": set(), "ul": set(),
    "ol": {"start"}, "li": set(), "code": {"class"}, "a": {"href", "title"}, "img": {"src", "alt", "title"},
    "table": set(), "thead": set(), "tbody": set(), "tr": set(), "th": set(), "td": set(),
} | {f"h{level}": set() for level in range(1, 7)}  # fmt: skip
FRAMES = {
    "the language of code": "```{}\nx\n```", "the language of code behind tildes": "~~~ {} x\nx\n~~~",
    "the title of a link": '[a](https://x.example "{}")', "the address of a link": "[a]({})",
    "an address in brackets": "[a](<{}>)", "the text of a link": "[{}](https://x.example)",
    "the words for a picture": "![{}](https://x.example/a.png)", "the address of a picture": "![a]({})",
    "the title of a picture": "![a](https://x.example '{}')", "a reference": "[a][b]\n\n[b]: {} '{}'",
    "an address by itself": "<{}>", "a heading": "# {} {{#{}}}", "a heading in two lines": "{}\n===",
    "a cell": "|a|{}|\n|:-:|-:|\n|{}|b|", "the line below a head": "|a|b|\n|{}|-|\n|a|b|",
    "a footnote": "[^{}]\n\n[^{}]: {}",
    "mathematics": "$${}$$ \\({}\\)", "a number": "{}. a", "code": "`{}`", "HTML": "<{}>", "a comment": "<!-- {} -->",
    "an entity": "&{};", "a citation": "> {}", "a definition": "a\n: {}", "attributes": "a{{onclick={}}}",
}  # fmt: skip


def outside(html: str) -> list[tuple[str, dict[str, str]]]:
    """The tags that have no business in a text."""
    return [(tag, given) for tag, given in Tags(html).tags if tag not in ALLOWED or not _is_fine(tag, given)]


def _is_fine(tag: str, given: dict[str, str]) -> bool:
    schemes = {urlsplit(given[name]).scheme for name in ("href", "src") if name in given}
    return set(given) <= ALLOWED[tag] and schemes <= {"", "http", "https", "mailto"}


@pytest.mark.parametrize("frame", FRAMES)
def test_SEC_C8_no_extension_of_markdown_carries_anything_out(frame):
    found = {}
    for payload in PAYLOADS:
        typed = FRAMES[frame].replace("{}", str(payload)).replace("{{", "{").replace("}}", "}")
        if wrong := outside(str(to_html(typed))):
            found[typed] = wrong
    assert not found


def test_SEC_C8_the_extensions_that_are_on_are_those_that_were_looked_at():
    rules = {name for each in markdown.get_active_rules().values() for name in each}
    assert rules == {
        "normalize", "block", "inline", "text_join", "table", "code", "fence", "blockquote", "hr", "list", "reference",
        "html_block", "heading", "lheading", "paragraph", "text", "newline", "escape", "backticks", "emphasis", "link",
        "image", "autolink", "html_inline", "entity", "balance_pairs", "fragments_join",
    }  # fmt: skip
