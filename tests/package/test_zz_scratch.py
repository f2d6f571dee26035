import csv, shutil, pytest, traceback
from pathlib import Path
from django.db import transaction, connection
from tests.package.packages import *


@pytest.mark.django_db
def test_a(tmp_path):
    p = a_small_country(tmp_path)
    r, d = loaded(p)
    print([str(x) for x in r.problems], d, r.rows)
    exported(tmp_path / "o")
    a, b = contents(p), contents(tmp_path / "o")
    assert a.keys() == b.keys()
    for k in a:
        assert a[k] == b[k], (k, a[k], b[k])
    print(loaded(p)[1])


@pytest.mark.django_db
def test_fuzz(tmp_path):
    import time

    t0 = time.time()
    p = a_small_country(tmp_path)
    n = 0
    bad = {}

    class Back(Exception):
        pass

    for table in TABLES:
        for col in table.header(LANGUAGES):
            for v in [
                "",
                "x" * 1000,
                "-1",
                "99999",
                "999999999",
                "9999999999",
                "0",
                "true",
                "2023",
                "0000",
                "9999-12-31",
                "one",
                "two",
                "=x",
                "'",
                "''",
                "a | b",
                " | ",
                "plan/one",
                "x/y",
                "\r",
                "\x00",
                "\u2028",
                "\ud800"[:0] + "\U0001f600",
                "1e5",
                "١",
            ]:
                orig = (p / table.file).read_bytes()
                put(p, table.file, 2, col, v)
                n += 1
                try:
                    with transaction.atomic():
                        r, d = loaded(p)
                        if connection.vendor == "sqlite":
                            connection.check_constraints()
                        else:
                            connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                        if not r.errors:
                            assert r.rows == len(TABLES)
                            from tovchoo.package.write import files

                            c = {k: b"".join(b) for k, b in files()}
                            if c != contents(p):
                                diff = [k for k in c if c[k] != contents(p).get(k)]
                                bad.setdefault((table.name, col, "not same"), []).append((v[:20], diff))
                        raise Back
                except Back:
                    pass
                except Exception as e:
                    bad.setdefault((table.name, col, type(e).__name__ + str(e)[:100]), []).append(v[:20])
                (p / table.file).write_bytes(orig)
    print(n, time.time() - t0)
    for k, v in bad.items():
        print(k, v)
