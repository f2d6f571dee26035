"""The database itself keeps what was frozen, against every hand but one that takes its triggers away.

A row of a version is written once. Of the version's own row, what it says of its text is kept from the moment that it
has a hash; at which meeting it was put forward, and a note, may still be told. A later migration that changes one of
these tables makes SQLite write it anew, without its triggers: it calls `make` again.
"""

from django.db import migrations

SAME = {"postgresql": "IS NOT DISTINCT FROM", "sqlite": "IS"}
WHOLE = ("versionpart", "versionpartsupport", "versionmilestone", "versionmilestonesupport", "versionpassage",
         "versionreason")  # fmt: skip
FROZEN = ("id", "plan_id", "number", "title", "date", "purpose", "sha256")  # of a version that has a hash


def triggers(vendor):
    """By name: on which table, and what each refuses."""
    kept = " AND ".join(f"NEW.{name} {SAME[vendor]} OLD.{name}" for name in FROZEN)
    made = {}
    for name in WHOLE:
        made[f"versions_{name}_stays"] = (f"versions_{name}", "DELETE", "")
        made[f"versions_{name}_keeps"] = (f"versions_{name}", "UPDATE", "")
    made["plans_version_stays"] = ("plans_version", "DELETE", " WHEN (OLD.sha256 <> '')")
    made["plans_version_keeps"] = ("plans_version", "UPDATE", f" WHEN (OLD.sha256 <> '' AND NOT ({kept}))")
    return made


def making(vendor):
    """The statements that put the guard up."""
    told = "A frozen version is not changed."
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {name} BEFORE {act} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{told}'); END"
                for name, (table, act, when) in triggers(vendor).items()]  # fmt: skip
    refuses = f"""CREATE FUNCTION versions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{told}' USING ERRCODE = 'restrict_violation'; END $$"""
    return [refuses, *(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW{when} "
                       f"EXECUTE FUNCTION versions_refuse()"
                       for name, (table, act, when) in triggers(vendor).items())]  # fmt: skip


def dropping(vendor):
    """The statements that take it down."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in triggers(vendor)]
    drops = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _act, _when) in triggers(vendor).items()]
    return [*drops, "DROP FUNCTION IF EXISTS versions_refuse()"]


def make(apps, schema_editor):
    for statement in making(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("versions", "0001_start"), ("plans", "0002_templates_milestones_stages")]
    operations = [migrations.RunPython(make, drop)]
