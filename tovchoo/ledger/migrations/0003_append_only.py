"""The database itself keeps the ledger append-only, against every hand but one that takes its triggers away.

A later migration that changes the table makes SQLite write it anew, without its triggers: it calls `make` again.
"""

from django.db import migrations

SAME = {"postgresql": "IS NOT DISTINCT FROM", "sqlite": "IS"}
FOR_GOOD = ("id", "at", "verb", "subject", "actor", "commitment")
ONCE = ("number", "seal")  # given by `sequence`
ERASABLE = ("facts", "salt")


def lawful(vendor):
    """What may become of an entry: it gets its place in the chain once, and its facts may be erased."""
    same = SAME[vendor]
    rules = [f"NEW.{name} = OLD.{name}" for name in FOR_GOOD]
    rules += [f"(NEW.{name} {same} OLD.{name} OR OLD.{name} IS NULL)" for name in ONCE]
    rules += [f"(NEW.{name} {same} OLD.{name} OR NEW.{name} IS NULL)" for name in ERASABLE]
    return " AND ".join(rules)


def triggers(vendor):
    """By name: what each refuses."""
    return {
        "ledger_entry_stays": "BEFORE DELETE ON ledger_entry",
        "ledger_entry_keeps": f"BEFORE UPDATE ON ledger_entry WHEN (NOT ({lawful(vendor)}))",
        "ledger_head_stays": "BEFORE DELETE ON ledger_head",
        "ledger_head_goes_on": "BEFORE UPDATE ON ledger_head WHEN (NEW.number < OLD.number OR NEW.id <> OLD.id)",
    }


def making(vendor):
    """The statements that put the guard up."""
    told = "The ledger is append-only."
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{told}'); END"
                for name, when in triggers(vendor).items()]  # fmt: skip
    refuses = f"""CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{told}' USING ERRCODE = 'restrict_violation'; END $$"""
    each = {name: when.replace(" WHEN", " FOR EACH ROW WHEN") if " WHEN" in when else f"{when} FOR EACH ROW"
            for name, when in triggers(vendor).items()}  # fmt: skip
    return [refuses, *(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION ledger_refuses()" for name, when in each.items())]


def dropping(vendor):
    """The statements that take it down."""
    names = triggers(vendor)
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    tables = {name: "ledger_head" if "head" in name else "ledger_entry" for name in names}
    drops = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in tables.items()]
    return [*drops, "DROP FUNCTION IF EXISTS ledger_refuses()"]


def make(apps, schema_editor):
    for statement in making(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_sendings")]
    operations = [migrations.RunPython(make, drop)]
