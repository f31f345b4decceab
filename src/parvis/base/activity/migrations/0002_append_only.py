"""Hold the log append-only in the database: rows are never changed, and removed only while a pruning is declared.

`activity_pruning` is no model. A pruning writes into it, in its own transaction, the moment before which rows may go,
and takes that line away at its end; so no other transaction ever sees it.
"""

from django.db import migrations

SQLITE = (
    "CREATE TABLE activity_pruning (before datetime NOT NULL)",
    """CREATE TRIGGER activity_entry_keep BEFORE UPDATE ON activity_entry
        BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END""",
    """CREATE TRIGGER activity_concern_keep BEFORE UPDATE ON activity_concern
        BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END""",
    """CREATE TRIGGER activity_entry_stay BEFORE DELETE ON activity_entry
        WHEN NOT EXISTS (SELECT 1 FROM activity_pruning WHERE before > OLD.at)
        BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER activity_entry_keep",
    "DROP TRIGGER activity_concern_keep",
    "DROP TRIGGER activity_entry_stay",
    "DROP TABLE activity_pruning",
)
POSTGRESQL = (
    "CREATE TABLE activity_pruning (before timestamptz NOT NULL)",
    """CREATE FUNCTION activity_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM activity_pruning WHERE before > OLD.at) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'the activity log is append-only' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    """CREATE TRIGGER activity_entry_keep BEFORE UPDATE OR DELETE ON activity_entry
        FOR EACH ROW EXECUTE FUNCTION activity_refuse()""",
    """CREATE TRIGGER activity_concern_keep BEFORE UPDATE ON activity_concern
        FOR EACH ROW EXECUTE FUNCTION activity_refuse()""",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER activity_entry_keep ON activity_entry",
    "DROP TRIGGER activity_concern_keep ON activity_concern",
    "DROP FUNCTION activity_refuse()",
    "DROP TABLE activity_pruning",
)


def run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def forwards(_apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def backwards(_apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
