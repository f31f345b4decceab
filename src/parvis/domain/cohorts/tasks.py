"""Background jobs of decisions."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, Json, job
from parvis.domain.cohorts.models import Jury
from parvis.domain.cohorts.services.answers import lapse_acceptances, remind_of_acceptances
from parvis.domain.cohorts.services.sending import SEND_JOB, send_letters


@job(SEND_JOB, label=_("sending of decision letters"))
def send(handle: JobHandle, *, jury_id: int, decisions: Sequence[Sequence[int]]) -> dict[str, Json]:
    """Notify the decisions; begun again, it goes on where it stopped."""
    jury = Jury.objects.select_related("round__call").get(pk=jury_id)
    counts = send_letters(actor=handle.actor, jury=jury, decisions=decisions, progress=handle.progress)
    return {"jury": jury.pk, **counts}


@job("cohorts.acceptances", label=_("reminders and end of acceptances"), quick=True, every=dt.timedelta(minutes=15))
def acceptances(handle: JobHandle) -> dict[str, int]:
    """Remind of acceptances that end soon, and let those that are over lapse; twice does no harm."""
    handle.progress(0)
    return {"reminded": remind_of_acceptances(), "lapsed": lapse_acceptances()}
