"""The activity log of a test database."""

from django.db import connection


def let_the_log_be_emptied():
    """Declare an endless pruning, outside every test.

    Tests that commit leave an emptied database behind, and the log refuses to be emptied unless a pruning is declared.
    Changing lines stays refused in every test; tests of the refusal to remove them take the declaration back.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM activity_pruning")
        cursor.execute("INSERT INTO activity_pruning (before) VALUES ('9999-01-01 00:00:00')")


def let_the_log_stay():
    """Take the declaration back for the test's own transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM activity_pruning")
