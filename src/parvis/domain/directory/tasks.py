"""Background jobs of the directory."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.base.search.services import indexing
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.directory.search_documents import INDEX

TOGETHER = 200


@job("directory.index_again", label=_("indexing after a change of name"))
def index_again(handle: JobHandle, parent: int | None = None, theme: str = "") -> dict[str, int]:
    """Index what is found by the name of another thing: an organisation above, or a theme. Twice does no harm."""
    if parent is not None:
        ids = list(Relation.objects.filter(parent=parent).order_by("child_id").values_list("child_id", flat=True))
    else:
        ids = list(Organisation.objects.filter(themes__code=theme).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        indexing.index(INDEX, ids[start : start + TOGETHER])
        handle.progress(min(start + TOGETHER, len(ids)), len(ids))
    return {"indexed": len(ids)}


@job("directory.repair_search", label=_("repair of the search index"), every=dt.timedelta(days=1))
def repair_search(handle: JobHandle) -> dict[str, int]:
    """Index again what the index describes as it was; twice does no harm."""
    with handle.effect() as result:
        found = indexing.repair(INDEX)
        result |= {"missing": len(found.missing), "gone": len(found.superfluous), "changed": len(found.differing)}
    return {}
