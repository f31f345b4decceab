"""The interview slots of a jury."""

from django.db.models import QuerySet

from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application
from parvis.domain.cohorts.models import Interview, Jury
from parvis.domain.cohorts.standing import BEFORE_THE_JURY, SEEN_BY_THE_JURY


def interviews_of(jury: Jury) -> QuerySet[Interview]:
    """Every slot in its order, with who is heard."""
    return jury.interviews.select_related("application__organisation").order_by("starts_at", "id")


def untold(jury: Jury) -> QuerySet[Interview]:
    """Slots whose applicant was not told yet, or something else than what is so now."""
    rows = interviews_of(jury).filter(told_at=None, application__isnull=False)
    return rows.filter(application__state__in=SEEN_BY_THE_JURY)


def to_be_heard(jury: Jury) -> QuerySet[Application]:
    """Applications that may be given a slot: before the jury and without one; those on the shortlist alone, if any."""
    rows = Application.objects.filter(round=jury.round_id, state__in=BEFORE_THE_JURY).select_related("organisation")
    rows = rows.exclude(pk__in=jury.interviews.exclude(application=None).values("application_id"))
    shortlisted = rows.filter(state=ApplicationState.SHORTLISTED)
    has_shortlist = Application.objects.filter(round=jury.round_id, state=ApplicationState.SHORTLISTED).exists()
    return (shortlisted if has_shortlist else rows).order_by("reference")


def interview_with(application: Application) -> Interview | None:
    """When an applicant is heard."""
    return Interview.objects.filter(application=application).order_by("starts_at").first()
