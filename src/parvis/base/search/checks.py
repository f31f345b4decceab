"""What an operator should know about the indexes."""

from collections.abc import Iterator

from django.core.checks import CheckMessage, Warning  # noqa: A004 -- Django's name
from django.db import DatabaseError

from parvis.base.search.registry import indexes
from parvis.base.search.selectors.drift import is_stale
from parvis.core.checks import operator_check


@operator_check
def built() -> Iterator[CheckMessage]:
    """Whether every index is there, and built by this version."""
    for name in indexes.names():
        try:
            stale = is_stale(name)
        except DatabaseError:
            return  # the database has a check of its own
        if stale:
            yield Warning(
                f"The search index of {name} is missing or was built by another version: searches find less.",
                hint="Run `parvis search rebuild`.",
                id="parvis.W060",
            )
