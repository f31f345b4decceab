"""What models of every app share."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.errors import Conflict

M = TypeVar("M", bound=models.Model)


class Timestamped(models.Model):
    """Knows when it was made and last changed."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


def change_state(queryset: "models.QuerySet[M]", *, old: str, new: str, **values: Any) -> None:
    """Move the row that `queryset` names from `old` to `new` in one conditional update.

    Works the same on SQLite and PostgreSQL without row locks.
    Raises Conflict when the row is no longer in the old state: someone else was faster.
    """
    if queryset.filter(state=old).update(state=new, **values) != 1:
        raise Conflict(
            str(_("Someone else has changed this in the meantime. Reload the page to see its present state."))
        )


def counted_as(rows: "models.QuerySet[Any]", what: str) -> Any:
    """How many rows there are, and the sum of their numbers, in one row by this name; none where there are none.

    Several of these become one query by `union(…, all=True)`.
    """
    counted = rows.order_by().values(what=models.Value(what))
    counted = counted.annotate(number=models.Count("id"), total=models.Sum("id"))
    return counted.values_list("what", "number", "total")
