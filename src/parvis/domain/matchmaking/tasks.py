"""Background jobs of matchmaking."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.matchmaking.jobs import DIGEST, EVERYBODY, FOR_NOTICE, FOR_OPPORTUNITY, FOR_ORGANISATION, VECTORS
from parvis.domain.matchmaking.selectors.targets import weekly_targets
from parvis.domain.matchmaking.services.asking import ask_for_all_that_is_open
from parvis.domain.matchmaking.services.digests import send_digests
from parvis.domain.matchmaking.services.forgetting import forget_others


@job(FOR_NOTICE, label=_("suggestions for a need or an offer"))
def for_notice(handle: JobHandle, *, notice: int) -> dict[str, int]:
    """Work out who could help; twice does no harm."""
    from parvis.domain.matchmaking.services.suggesting import suggest_for_notice  # noqa: PLC0415 -- slow import

    handle.progress(0)
    return {"suggestions": suggest_for_notice(notice_id=notice)}


@job(FOR_OPPORTUNITY, label=_("suggestions for a call to partner for"))
def for_opportunity(handle: JobHandle, *, opportunity: int, organisation: int | None = None) -> dict[str, int]:
    """Work out who should answer it; twice does no harm."""
    from parvis.domain.matchmaking.services.suggesting import suggest_for_opportunity  # noqa: PLC0415 -- slow import

    handle.progress(0)
    found = suggest_for_opportunity(opportunity_id=opportunity, organisation_id=organisation)
    return {"suggestions": found}


@job(FOR_ORGANISATION, label=_("suggestions for an organisation"))
def for_organisation(handle: JobHandle, *, organisation: int) -> dict[str, int]:
    """Work out whom it should meet; twice does no harm."""
    from parvis.domain.matchmaking.services.suggesting import suggest_for_organisations  # noqa: PLC0415 -- slow import

    return {"organisations": suggest_for_organisations(organisations=[organisation], progress=handle.progress)}


@job(EVERYBODY, label=_("suggestions of the week"), every=dt.timedelta(days=7))
def everybody(handle: JobHandle) -> dict[str, int]:
    """Work out whom residents and active organisations should meet; twice does no harm."""
    from parvis.domain.matchmaking.services.suggesting import suggest_for_organisations  # noqa: PLC0415 -- slow import

    targets = list(weekly_targets().values_list("pk", flat=True))
    found = suggest_for_organisations(organisations=targets, progress=handle.progress)
    return {"organisations": len(targets), "with_suggestions": found, "removed": forget_others(keep=targets)}


@job(VECTORS, label=_("what profiles mean"), every=dt.timedelta(days=1))
def vectors(handle: JobHandle) -> dict[str, int]:
    """Encode profiles that are new or changed; goes on where it stopped, and twice does no harm."""
    from parvis.domain.matchmaking.services.vectors import AT_ONCE, encode_all  # noqa: PLC0415 -- slow import

    encoded = encode_all(progress=handle.progress)
    if encoded > AT_ONCE:
        ask_for_all_that_is_open()
    return {"encoded": encoded}


@job(DIGEST, label=_("weekly digest"), every=dt.timedelta(hours=1))
def digest(handle: JobHandle) -> dict[str, int]:
    """Write to those who are due, on Monday mornings; twice does no harm."""
    return {"sent": send_digests(progress=handle.progress)}
