"""Numbers, nestings and repetitions beyond all measure: told, never an error of ours. Routes and fields are found.

There is no JSON in but that of passkeys; no XML but in office files (`files/test_office.py`).
"""

from __future__ import annotations

import csv
import json
from io import BytesIO

import pytest
from django.forms import BaseForm
from django.http import HttpResponseBase
from django.test import Client

from tests.adapter import Adapter
from tests.package.packages import a_full_package, put
from tests.people.sheets import HEADER, as_csv, xlsx
from tests.security.test_requests import NAMES
from tests.security.test_scaling import modules
from tests.web.walk import put_away
from tovchoo.package.check import check
from tovchoo.package.columns import LocalizedColumn
from tovchoo.package.place import place_of
from tovchoo.package.tables import TABLES
from tovchoo.people.spreadsheet import Unreadable, lines

NUMBERS = ["1e308", "-1e999", "NaN", "Infinity", "-Infinity", "9" * 30, "9" * 5000, "0001" + "9" * 30, "0" * 5000 + "1",
           "-0", "1_000", "٣", "0x10", "1e-400", "[" * 10_000, '{"a":' * 5_000]  # fmt: skip
DEEP = ["[" * 100_000, '{"a":' * 100_000, "9" * 5000, "1e999", "NaN", "null", "[]", "{}", '"x"', "1", "-" * 9,
        json.dumps({"id": 1, "rawId": None, "type": [], "response": {}}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": 1e308}}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
            "clientDataJSON": "AA", "authenticatorData": "AA", "attestationObject": "AA", "signature": "AA",
            "userHandle": "AA"}, "clientExtensionResults": {}}),
        json.dumps(dict.fromkeys(("id", "rawId", "type", "response", "clientExtensionResults"), "!é"))]  # fmt: skip


def fields() -> set[str]:
    """The name of every field of every form."""
    held = [each for module in modules() for each in vars(module).values() if isinstance(each, type)]
    forms = [each for each in held if issubclass(each, BaseForm)]
    names = {name for form in forms for name in getattr(form, "base_fields", ())}
    return (
        names | {f"{name}_{part}" for name in names for part in ("mn", "en", "0", "1")} | {"login", "code", "sending"}
    )


@pytest.fixture
def addresses(everywhere, settings) -> list[str]:
    """Each route about one thing, in English."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    by_route = {route: path for (route, _stage), path in reversed(everywhere.items())}
    return [path for path in by_route.values() if not path.endswith("/sign-out/")]


def clients(cast) -> list[Client]:
    """Somebody who keeps the record, and a stranger; an error of ours is an answer here."""
    found = [Adapter(cast).login("support_unit"), Client()]
    found[0].get("/en/workspace/")
    for each in found:
        each.raise_request_exception = False
    return found


def status(answer: HttpResponseBase) -> int:
    """All that is kept of an answer: they repeat what was typed, which is long."""
    put_away(answer)
    return answer.status_code


@pytest.mark.parametrize("number", ["1e308", "0001" + "9" * 5000], ids=lambda each: each[:12])
def test_SEC_O4_no_number_in_an_address_or_a_form_is_too_much(cast, addresses, number):
    saraa, _stranger = clients(cast)
    asked, typed = dict.fromkeys([*NAMES, "day", "date"], number), dict.fromkeys(fields(), number)
    statuses = [(path, status(saraa.get(path, asked))) for path in addresses]
    statuses += [(path, status(saraa.post(path, typed))) for path in addresses if "workspace" in path]
    assert not [path for path, said in statuses if said >= 500]


@pytest.mark.parametrize("credential", DEEP, ids=lambda each: each[:12])
def test_SEC_O4_no_credential_of_a_passkey_is_an_error_of_ours(cast, addresses, credential):
    for client in clients(cast):
        for path in (path for path in addresses if "/account/" in path):
            client.get(path)
            answer = client.post(path, {"credential": credential, "name": "x"})
            assert answer.status_code < 500, path


@pytest.mark.parametrize("number", NUMBERS, ids=lambda each: each[:12])
def test_SEC_O4_a_package_with_it_in_any_column_is_told(empty_record, tmp_path, number):
    package = a_full_package(tmp_path)
    for table in TABLES:
        for column in (each for each in table.columns if not isinstance(each, LocalizedColumn)):
            put(package, table.file, 2, column.name, number)
    reading = check(place_of(package))
    assert reading.errors and all(len(str(each)) < 2000 for each in reading.errors)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"languages": ' * 50_000, '{"languages": ' + "9" * 5000 + "}",
                                  '{"languages": [1e999, NaN]}', '{"languages": [' + '"mn",' * 10**6 + '"en"]}'],
                         ids=lambda each: each[:20])  # fmt: skip
def test_SEC_O4_so_is_one_that_describes_itself_without_end(empty_record, tmp_path, deep):
    package = a_full_package(tmp_path)
    (package / "datapackage.json").write_text(deep)
    reading = check(place_of(package))
    assert reading.errors and len(str(reading.errors[0])) < 2000


def test_SEC_O4_twenty_thousand_headers_of_the_same_name(empty_record, tmp_path):
    package = a_full_package(tmp_path)
    with (package / "organisations.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id"] * 20_000, ["one"] * 20_000])
    reading = check(place_of(package))
    assert 0 < len(reading.errors) < 100 and all(len(str(each)) < 2000 for each in reading.errors)
    path, media_type = as_csv(tmp_path / "list.csv", [["Овог нэр"] * 20_000, ["Бат"] * 20_000])
    with path.open("rb") as file, pytest.raises(Unreadable):
        list(lines(file, media_type))


@pytest.mark.parametrize("number", NUMBERS, ids=lambda each: each[:12])
def test_SEC_O4_a_list_of_members_with_it_in_every_cell_is_read_or_refused(tmp_path, number, record):
    rows = [[*HEADER, "Тал", "Цахим шуудан"], [number[:30_000]] * 6]
    for path, media_type in (xlsx(tmp_path / "a.xlsx", rows), as_csv(tmp_path / "a.csv", rows)):
        with path.open("rb") as file:
            try:
                assert len(list(lines(BytesIO(file.read()), media_type))) <= 1
            except Unreadable as refused:
                assert refused.says
