"""Organisations that were merged into others: where their addresses lead, and whose past they carry."""

from collections.abc import Iterable

from django.db.models import QuerySet

from parvis.base.activity.models import Entry
from parvis.domain.directory.models import Organisation


def survivor_of(slug: str) -> Organisation | None:
    """The organisation that took in the one of this former address; None for any other address."""
    gone = Organisation.everything.filter(slug=slug, merged_into__isnull=False).select_related("merged_into").first()
    return gone.merged_into if gone else None


def with_absorbed(ids: Iterable[int]) -> list[int]:
    """These organisations and all that were merged into them; merges of merges point to the last one already."""
    own = list(ids)
    absorbed = Organisation.everything.filter(merged_into__in=own).order_by("pk").values_list("pk", flat=True)
    return [*own, *absorbed]


def history_of(organisation: Organisation) -> QuerySet[Entry]:
    """What was done to the organisation, and to those that were merged into it; the newest first."""
    keys = [str(pk) for pk in with_absorbed([organisation.pk])]
    entries = Entry.objects.filter(target_type=Organisation._meta.label_lower, target_id__in=keys)
    return entries.select_related("actor").order_by("-pk")
