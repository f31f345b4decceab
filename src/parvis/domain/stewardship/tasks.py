"""Background jobs of the directory."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.stewardship.services.invitations import prune_invitations


@job("stewardship.prune_invitations", label=_("removal of old invitations"), quick=True, every=dt.timedelta(days=1))
def prune(handle: JobHandle) -> dict[str, int]:
    """Delete invitations that ended long ago; twice does no harm."""
    with handle.effect() as result:
        result["deleted"] = prune_invitations()
    return {}
