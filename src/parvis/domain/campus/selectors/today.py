"""What waits for someone today, across the apps below: the ground of the dashboard's cards."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from parvis.base.accounts.models import User
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.selectors.organisations import is_old
from parvis.domain.directory.selectors.sources import field_sources
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim, Correction, PersonClaim

RECENT = dt.timedelta(days=7)
MOST = 12
STARTUP = OrganisationKind.STARTUP


@dataclass(frozen=True)
class Own:
    """An organisation over which an account has a right."""

    organisation: Organisation
    level: str
    level_name: str
    looks_old: bool
    description_missing: bool
    can_write: bool


def own_organisations(user: User) -> list[Own]:
    """The organisations of an account, what looks old first."""
    rows = Access.objects.filter(user=user).select_related("organisation")[:MOST]
    found = []
    for row in rows:
        organisation = row.organisation
        old = organisation.confirmed_at is None or is_old(organisation, list(field_sources(organisation).values()))
        missing = not (organisation.description_fr and organisation.description_en)
        can_write = row.level != "reader"
        found.append(Own(organisation, row.level, row.get_level_display(), old, missing, can_write))
    return sorted(found, key=lambda own: (not own.looks_old, own.organisation.name))


@dataclass(frozen=True)
class Requests:
    """How many requests wait for the team."""

    claims: int
    corrections: int
    people: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.claims + self.corrections + self.people


def waiting_requests() -> Requests:
    """Requests to manage an organisation, corrections, and people who say "this is me"."""
    claims, corrections, people = (
        model.objects.filter(state=RequestState.PENDING).count() for model in (Claim, Correction, PersonClaim)
    )
    return Requests(claims, corrections, people)


@dataclass(frozen=True)
class Troubles:
    """What an administrator should look at, and what runs."""

    failed_jobs: int
    running_jobs: int
    failed_mails: int
    waiting_mails: int

    @property
    def is_calm(self) -> bool:
        """True when nothing failed."""
        return not (self.failed_jobs or self.failed_mails)


def troubles() -> Troubles:
    """Jobs and mails: what failed in the last seven days, what runs and waits now."""
    since = clock.now() - RECENT
    jobs = Job.objects.aggregate(
        failed=Count("pk", filter=Q(state=JobState.FAILED, created_at__gte=since)),
        running=Count("pk", filter=Q(state__in=(JobState.QUEUED, JobState.RUNNING))),
    )
    mails = Mail.objects.aggregate(
        failed=Count("pk", filter=Q(state=MailState.FAILED, created_at__gte=since)),
        waiting=Count("pk", filter=Q(state__in=(MailState.QUEUED, MailState.SENDING))),
    )
    return Troubles(jobs["failed"], jobs["running"], mails["failed"], mails["waiting"])


@dataclass(frozen=True)
class Health:
    """How alive the directory is."""

    total: int
    confirmed: int
    managed: int
    startups_without_stage: int


def directory_health() -> Health:
    """Organisations, how many people confirmed, how many are managed by their own people, what is missing."""
    counts = Organisation.objects.aggregate(
        total=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        startups=Count("pk", filter=Q(kind=STARTUP, stage="")),
    )
    managed = Access.objects.values("organisation_id").distinct().count()
    return Health(counts["total"], counts["confirmed"], managed, counts["startups"])


def founding_organisations_of(user: User) -> list[FoundingMember]:
    """The founding members for which an account speaks."""
    rights = Access.objects.filter(user=user).values("organisation_id")
    return list(FoundingMember.objects.filter(organisation_id__in=rights).select_related("organisation"))
