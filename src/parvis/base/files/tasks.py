"""Background jobs of files."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.files.services.orphans import remove_orphans
from parvis.base.jobs.registry import JobHandle, job


@job("files.remove_orphans", label=_("removal of files that nothing refers to"), quick=True, every=dt.timedelta(days=1))
def run(handle: JobHandle) -> dict[str, int]:
    """Remove what nothing refers to; again does no harm."""
    handle.progress(0)
    return remove_orphans()
