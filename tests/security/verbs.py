"""The tables of policy and the verbs that ask them, as the sources have them: found, never listed.

A table is called as its noun is (MEMBER_LIST for MemberList), and a verb performs an act on its first argument.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from tests.cast import in_two
from tests.files.makers import pdf, upload
from tovchoo.drafting.models import Draft as WorkingDraft
from tovchoo.files.checks import checked
from tovchoo.kernel import clock
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.policy import Policy
from tovchoo.plans.models import Commitment, Proposal
from tovchoo.proposals.rules import Said, Told
from tovchoo.versions.policy import VERSION

NUMBER = count()
ABOUT = {VERSION: WorkingDraft}  # a version comes of a draft: its table asks about that
OURS = [model for model in apps.get_models() if model.__module__.startswith("tovchoo.")]


@dataclass(frozen=True)
class Verb:
    """A function of a rules.py whose first argument is a thing, and the act that it performs on it."""

    policy: Policy
    act: str
    model: type[Model]
    does: Callable[..., Any]

    @property
    def name(self) -> str:
        return f"{self.model.__name__}.{self.does.__name__}"

    def __call__(self, thing: Model, *, by: Any) -> Any:
        """Do it, with something fitting in every other place that must be filled, and a reason where one may be."""
        _first, *others = inspect.signature(self.does).parameters.values()
        needed = [each for each in others if each.default is inspect.Parameter.empty or each.name == "reason"]
        given = {each.name: something(each.name, str(each.annotation), by) for each in needed}
        if "into" in given:
            given["into"] = (
                Commitment.objects.filter(plan=thing.plan_id).exclude(stage="dropped").order_by("pk").first()
            )
        return self.does(thing, **given)


def something(name: str, annotation: str, by: Any) -> Any:
    """A value for an argument, by its name or else by its type; of a noun, the first entry there is."""
    kind = annotation.partition(" ")[0].partition("[")[0]
    if name in ("by", "to"):
        return by if name == "by" else None
    nouns = {model.__name__.lower(): model for model in OURS}
    if noun := nouns.get(kind.lower()) or nouns.get(name):
        return by if isinstance(by, noun) else noun._default_manager.order_by("pk").first()
    if name == "file":
        return checked(upload("a.pdf", pdf()))
    soon = clock.now() + timedelta(days=3)
    named = {"language": "en", "email": f"somebody-{next(NUMBER)}@example.org", "advice": "accept",
             "told": Told(in_two("Учир", "Because"), PartialDate("2026")), "said": Said() if kind == "Said" else {},
             "kind": "not_accepted", "titles": [in_two("Нэг", "One"), in_two("Хоёр", "Two")],
             "purpose": "comments", "entry": Proposal(title=in_two("Тусдаа", "Apart"))}  # fmt: skip
    kinds = {"str": "because", "bool": False, "int": 1, "dict": {}, "list": [], "date": clock.today(), "datetime": soon,
             "Localized": in_two("Үг", "Word"), "PartialDate": PartialDate("2026")}  # fmt: skip
    return named.get(name, kinds.get(kind))


def tables() -> dict[type[Model], Policy]:
    """Every noun that has a table of policy, with it: that of its own app, else of the app in which it is acted on."""
    named: dict[str, dict[str, Policy]] = {}
    for app in apps.get_app_configs():
        module = f"{app.name}.policy"
        held = vars(import_module(module)) if app.name.startswith("tovchoo.") and find_spec(module) else {}
        for name, each in held.items():
            if isinstance(each, Policy):
                named.setdefault(name.replace("_", "").lower(), {})[app.label] = each
    found = {}
    for model in OURS:
        held = named.get(str(model._meta.model_name), {})
        fitting = {label: each for label, each in held.items() if is_of(each, model)}
        if own := fitting.get(model._meta.app_label):
            found[model] = own
        elif len(fitting) == 1 and not any(other._meta.app_label in fitting for other in OURS
                                           if other._meta.model_name == model._meta.model_name):  # fmt: skip
            [found[model]] = fitting.values()
    return found


def is_of(policy: Policy, model: type[Model]) -> bool:
    """Whether a table can be about a noun: it has the stages, or there are none."""
    return policy.field is None or policy.field in {field.name for field in model._meta.get_fields()}


def with_stages() -> dict[type[Model], Policy]:
    """The nouns that go through stages."""
    return {model: policy for model, policy in tables().items() if policy.field}


def verbs() -> list[Verb]:
    """Every verb that performs an act on a noun that goes through stages."""
    asked = [*with_stages().items(), *((ABOUT[table], table) for table in ABOUT)]
    return sorted((each for model, policy in asked for each in _verbs_of(model, policy)), key=str)


def _verbs_of(model: type[Model], policy: Policy) -> Iterator[Verb]:
    for rules in Path(inspect.getfile(model)).parents[1].glob("*/rules.py"):
        module = import_module(f"tovchoo.{rules.parent.name}.rules")
        for function in ast.parse(rules.read_text()).body:
            if isinstance(function, ast.FunctionDef) and function.args.args:
                first = function.args.args[0].arg
                for act in _performed(function, first, policy, vars(module)):
                    yield Verb(policy, act, model, getattr(module, function.name))


def _performed(function: ast.FunctionDef, first: str, policy: Policy, held: dict[str, Any]) -> Iterator[str]:
    """The acts of this very table that a function performs on its first argument."""
    for call in ast.walk(function):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=table), attr="perform"),
                args=[ast.Constant(value=act), ast.Name(id=on)],
            ):
                if held.get(table) is policy and on == first:
                    yield act
