"""What the sources must not hold: a door for injection, however convenient."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sorted((ROOT / "tovchoo").rglob("*.py")) + sorted((ROOT / "config").rglob("*.py"))
TEMPLATES = sorted((ROOT / "tovchoo").rglob("*.html")) + sorted((ROOT / "tovchoo").rglob("*.txt"))
SCRIPTS = sorted((ROOT / "tovchoo").rglob("static/**/*.js"))


def found(pattern: str, files: list[Path], *, but: set[str] = frozenset()) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}: {line.strip()[:120]}"
        for path in files
        if str(path.relative_to(ROOT)) not in but and "migrations" not in path.parts
        for line in path.read_text().splitlines()
        if wanted.search(line)
    ]


def test_SEC_C11_nothing_is_marked_as_safe_outside_the_places_that_were_looked_at():
    looked_at = {"tovchoo/kernel/inputs.py", "tovchoo/kernel/localized.py", "tovchoo/kernel/partial_date.py",
                 "tovchoo/web/pieces.py", "tovchoo/web/words.py", "tovchoo/web/templates.py"}  # fmt: skip
    assert not found(r"mark_safe|Markup\(|SafeString\(|__html__ =", PYTHON, but=looked_at)
    assert not found(r"\|\s*safe\b|autoescape", [each for each in TEMPLATES if each.suffix == ".html"])
    assert not found(r"format_html\(f[\"']", PYTHON)


def test_SEC_C11_no_script_writes_markup():
    assert SCRIPTS
    assert not found(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", SCRIPTS)


def test_SEC_D1_no_statement_is_put_together_from_text():
    with_a_table_name = {"tovchoo/kernel/locks.py"}  # quoted by the database's own rules
    assert not found(r"\.raw\(|\.extra\(|RawSQL", PYTHON)
    assert not found(r"execute\(\s*(f[\"']|.*%\s|.*\.format\()", PYTHON, but=with_a_table_name)


def test_SEC_D3_no_text_of_a_person_is_ever_a_template():
    templates = r"(jinja2|string|template|engines\[.*)\.Template\(|from_string\(|\.format_map\("
    assert not found(templates, PYTHON)
    with_the_noun = {"tovchoo.plans.models"}  # the questions that a commitment answers are called so too
    named = found(r"import .*\bTemplate\b", PYTHON)
    assert not [line for line in named if not any(f"from {module} import" in line for module in with_the_noun)]


def test_SEC_K3_keys_are_compared_as_hashes_in_the_database():
    assert not found(r"\b(?<!\.)(key|token|secret|password)\s*==|==\s*(token|secret|password)\b", PYTHON)


def test_SEC_I1_nothing_is_exempt_from_the_token():
    assert not found(r"csrf_exempt", PYTHON)


def test_SEC_F1_nothing_is_fetched_from_outside_but_by_the_sign_on():
    assert not found(r"urlopen|httpx|aiohttp|requests\.(get|post)", PYTHON)
    asking = {path.split(":")[0] for path in found(r"^import requests|^from requests|get_requests_session", PYTHON)}
    assert asking <= {"tovchoo/accounts/dan/views.py", "tovchoo/accounts/sign_on.py", "tovchoo/accounts/adapter.py"}
