"""What happens between two statements of an act: another request comes in at the worst moment."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def meanwhile(act, *, before):
    """Call `act` once, right before the first statement that begins with `before`."""
    done = []

    def watch(execute, sql, *arguments):
        if not done and sql.startswith(before):
            done.append(sql)
            act()
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield
    assert done, f"no statement began with {before}"
