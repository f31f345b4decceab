"""Background jobs of messaging."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.base.messaging.selectors.mails import delivers
from parvis.base.messaging.services.deliver import deliver_due_mails
from parvis.base.messaging.services.send import DELIVER


@job(DELIVER, label=_("delivery of mails"), quick=True, every=dt.timedelta(minutes=1))
def deliver(handle: JobHandle) -> dict[str, int]:
    """Deliver what waits; twice at once does no harm, since each mail is taken by one sender."""
    return deliver_due_mails(progress=handle.progress) if delivers() else {}
