"""Rows that came to point to an absorbed organisation after its merge: they belong to the survivor.

A form that was open while someone merged may still write such a row. Nobody sees it, until it is moved.
"""

from django.db import transaction

from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import Merge, MergeRow
from parvis.domain.linking.selectors.rows import rows_about
from parvis.domain.linking.services.merging import ledger_of
from parvis.domain.linking.services.moving import move_rows
from parvis.domain.linking.tables import tables


def gather_strays() -> int:
    """Move every such row to the survivor, and write it into the ledger of the merge; returns how many there were."""
    absorbed = Organisation.everything.filter(merged_into__isnull=False)
    strayed: set[int] = set()
    for table in tables():
        for column in table.organisations if table.model is not Organisation else ():
            rows = table.model._base_manager.filter(**{f"{column}__in": absorbed.values("pk")}).order_by()
            strayed.update(rows.values_list(column, flat=True))
    return sum(_gather(pk) for pk in sorted(strayed))


@transaction.atomic
def _gather(pk: int) -> int:
    """The rows of one absorbed organisation; its last merge is the one that stands."""
    merge = Merge.objects.select_for_update(of=("self",)).filter(absorbed=pk, undone_at=None).first()
    gone = Organisation.everything.select_related("merged_into").get(pk=pk)
    survivor = gone.merged_into
    if merge is None or survivor is None:
        return 0
    before = rows_about([survivor.pk, pk])
    went = move_rows(survivor=survivor, absorbed=gone, before=before)
    found = list(ledger_of(merge, before, rows_about([survivor.pk, pk]), went))
    MergeRow.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
    bus.publish(OrganisationChanged((survivor.pk,)))
    return len(found)
