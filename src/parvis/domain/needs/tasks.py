"""Background jobs of needs and offers."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.base.search.services import indexing
from parvis.domain.calls.models import Application
from parvis.domain.needs.search_documents import NOTICES, OPPORTUNITIES
from parvis.domain.needs.services.asking import ASK_AGAIN, draft_needs
from parvis.domain.needs.services.notices import expire_notices
from parvis.domain.needs.services.warning import warn_of_ends


@job("needs.ends", label=_("end of needs and offers"), quick=True, every=dt.timedelta(days=1))
def ends(handle: JobHandle) -> dict[str, int]:
    """Let end what has passed its last day, and warn of what ends soon; twice does no harm."""
    del handle
    return {"expired": expire_notices(), "warned": warn_of_ends()}


@job(ASK_AGAIN, label=_("drafts of needs from applications"))
def ask_again(handle: JobHandle, *, call_id: int) -> dict[str, int]:
    """Read what was submitted to a call once its questions for needs have changed; twice does no harm."""
    submitted = Application.objects.filter(call=call_id, version__gt=0).order_by("pk")
    rows = list(submitted.values_list("pk", "version"))
    drafted = 0
    for done, (pk, version) in enumerate(rows, 1):
        drafted += draft_needs(application_id=pk, version=version)
        handle.progress(done, len(rows))
    return {"drafted": drafted}


@job("needs.repair_search", label=_("repair of the search among needs and calls"), every=dt.timedelta(days=1))
def repair_search(handle: JobHandle) -> dict[str, int]:
    """Index again what the index describes as it was; twice does no harm."""
    del handle
    return {name: len(indexing.repair(name).keys) for name in (NOTICES, OPPORTUNITIES)}
