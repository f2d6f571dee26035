"""The house keeps its floors: foreign keys, like imports, point down; every write is in a rule."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import PROTECT

ROOT = Path(__file__).parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
FLOORS = [floor.replace("(", "").replace(")", "").split(" | ") for floor in reversed(CONTRACT["layers"])]
HEIGHT = {app: height for height, floor in enumerate(FLOORS) for app in floor}
OURS = [model for model in apps.get_models() if model.__module__.startswith("tovchoo.")]
KEYS = [
    (model, field)
    for model in OURS
    for field in model._meta.fields
    if field.related_model in OURS and field.related_model._meta.app_label != model._meta.app_label
]
SOURCES = sorted((ROOT / "tovchoo").rglob("*.py"))


def test_foreign_keys_point_down():
    assert not [str(f) for m, f in KEYS if HEIGHT[f.related_model._meta.app_label] >= HEIGHT[m._meta.app_label]]


def test_keys_between_apps_leave_no_way_back_up():
    assert not [str(f) for m, f in KEYS if not f.remote_field.hidden]


def test_no_record_vanishes_in_a_cascade_from_below():
    assert not [str(f) for m, f in KEYS if getattr(f.remote_field, "on_delete", PROTECT) is not PROTECT]


def test_many_to_many_is_a_noun_of_its_own():
    """Else its rows would go with either end, unsaid."""
    assert not [str(f) for m in OURS for f in m._meta.many_to_many if f.remote_field.through._meta.auto_created]


def test_only_rules_write():
    """`fields.save()` of a storage and the like aside: nothing outside a rules.py saves, creates or deletes rows."""
    writing = re.compile(
        r"\.(?:save|create|bulk_create|bulk_update|get_or_create|update_or_create|delete)\(|\.update\([a-z_]+="
    )
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCES
        if path.name != "rules.py" and "migrations" not in path.parts
        for line in path.read_text().splitlines()
        if writing.search(line)
    ]
    assert found == [
        'tovchoo/editions/codes.py: code.make_image().get_image().convert("1").save(made, "PNG", optimize=True)',
        "tovchoo/editions/docx.py: made.save(stored)",  # both written to memory
        'tovchoo/editions/joining.py: whole.save(paths[0].with_name("plan.pdf"), object_stream_mode=packed, '
        "deterministic_id=True)",  # to a folder that is gone afterwards
        "tovchoo/editions/sheet.py: book.save(to)",
        "tovchoo/files/papers.py: made.save(stored)",  # a paper for Word, written to memory
        "tovchoo/kernel/policy.py: thing.save(update_fields=[self.field])",
    ]


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name not in ("urls.py", "__init__.py") and "migrations" not in path.parts
        and "urls" not in path.name and not ast.get_docstring(ast.parse(path.read_text()))
    ]  # fmt: skip
    assert not silent


def test_every_app_says_what_it_is_for():
    assert not [app for app in HEIGHT if app != "monitoring" and not _docstring(ROOT / "tovchoo" / app / "__init__.py")]


def test_every_noun_says_what_one_row_is():
    assert not [model.__name__ for model in OURS if not model.__dict__.get("__doc__") or "(id" in (model.__doc__ or "")]


def test_no_migration_is_named_by_a_machine():
    assert not [path.name for path in (ROOT / "tovchoo").rglob("migrations/0*.py") if "auto" in path.name]


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "signals", "admin", "misc"])
def test_there_is_no_drawer_for_odds_and_ends(name):
    assert not list((ROOT / "tovchoo").rglob(f"{name}.py"))


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text()))
