"""Which later merges build on one, so that they must be undone before it."""

from django.db.models import Q

from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.models import Merge, MergeRow
from parvis.domain.linking.tables import tables

CHUNK = 400


def built_on(merge: Merge) -> list[Merge]:
    """Later merges that stand and build on this one, the newest first.

    A merge builds on an earlier one when it is about the same survivor; when a row that the earlier one touched was a
    duplicate in it, on either side; and when it took in an organisation that a removed row of the earlier one names.
    """
    later = Merge.objects.filter(pk__gt=merge.pk, undone_at=None).select_related("survivor", "absorbed")
    own = Q(survivor=merge.survivor_id) | Q(absorbed=merge.survivor_id)
    candidates = set(later.values_list("pk", flat=True))
    if not candidates:
        return []
    found = set(later.filter(own).values_list("pk", flat=True))
    found |= _duplicates(merge, candidates)
    found |= set(later.filter(absorbed__in=_named_in_removed(merge)).values_list("pk", flat=True))
    return list(later.filter(pk__in=found).order_by("-pk"))


def _duplicates(merge: Merge, candidates: set[int]) -> set[int]:
    """Later merges in which a row of this one was removed as a duplicate, or kept instead of one."""
    found: set[int] = set()
    touched = MergeRow.objects.filter(merge=merge).order_by("pk").values_list("model", "row")
    by_model: dict[str, list[str]] = {}
    for model, row in touched:
        by_model.setdefault(model, []).append(row)
    for model, rows in by_model.items():
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            overlap = Q(row__in=some, act=RowAct.REMOVED) | Q(kept__in=some)
            later = MergeRow.objects.filter(overlap, model=model, merge__in=candidates)
            found |= set(later.order_by().values_list("merge_id", flat=True))
    return found


def _named_in_removed(merge: Merge) -> set[int]:
    """Other organisations to which removed rows of this merge point."""
    columns = {table.label: table.organisations for table in tables()}
    own = {merge.survivor_id, merge.absorbed_id}
    found: set[int] = set()
    removed = MergeRow.objects.filter(merge=merge, act=RowAct.REMOVED).order_by("pk")
    for model, before in removed.values_list("model", "before"):
        found |= {before[column] for column in columns.get(model, ()) if before.get(column)}
    return found - own
