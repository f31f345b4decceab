"""What has to be done regularly for the floors below, too, which cannot declare jobs themselves."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.services.retention import prune_everything
from parvis.base.jobs.registry import JobHandle, job


@job("jobs.retention", label=_("removal of what has been kept long enough"), quick=True, every=dt.timedelta(hours=24))
def retention(handle: JobHandle) -> dict[str, int]:
    """Let every app remove what is past its retention; each does so in small transactions, and twice does no harm."""
    del handle
    return prune_everything()
