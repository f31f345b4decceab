"""What waits for someone today, across the apps below: the ground of the dashboard's cards."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from parvis.base.accounts.enums import TEAM_ROLES
from parvis.base.accounts.models import TeamInvitation, User
from parvis.base.activity.models import Entry
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Access, Organisation, Relation
from parvis.domain.reference.enums import OrganisationKind

RECENT = dt.timedelta(days=7)
SHOWN = 6


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
class Team:
    """The accounts of the instance."""

    accounts: int
    team: int
    invited: int


def accounts_of_campus() -> Team:
    """Accounts that can sign in, those that work for the campus, invitations to the team that wait."""
    active = User.objects.filter(is_active=True, erased_at=None)
    team = active.filter(role_grants__role__in=TEAM_ROLES).distinct().count()
    waiting = TeamInvitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=clock.now())
    return Team(active.count(), team, waiting.count())


@dataclass(frozen=True)
class Health:
    """How alive the directory is."""

    total: int
    confirmed: int
    managed: int
    unconfirmed: int
    """Of the managed ones, those that their own people never confirmed."""


def directory_health() -> Health:
    """Organisations, how many people confirmed, how many are managed by their own people."""
    counts = Organisation.objects.aggregate(
        total=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False))
    )
    managed = Access.objects.aggregate(
        managed=Count("organisation", distinct=True),
        unconfirmed=Count("organisation", distinct=True, filter=Q(organisation__confirmed_at=None)),
    )
    return Health(**counts, **managed)


@dataclass(frozen=True)
class Startups:
    """The start-ups of the directory, by the codes of themes and of stages."""

    total: int
    by_theme: dict[str, int]
    by_stage: dict[str, int]

    @property
    def without_stage(self) -> int:
        """Those of which nobody has said how far they have come."""
        return self.total - sum(self.by_stage.values())


def startups_today() -> Startups:
    """Start-ups that are not closed, as a programme manager looks at them; three queries."""
    living = Organisation.objects.filter(kind=OrganisationKind.STARTUP).exclude(status=Status.CLOSED).order_by()
    by_theme = dict(living.exclude(themes=None).values_list("themes__code").annotate(count=Count("pk")))
    by_stage = dict(living.exclude(stage="").values_list("stage").annotate(count=Count("pk")))
    return Startups(living.count(), by_theme, by_stage)


def lately_in_the_directory() -> list[Entry]:
    """The last acts about organisations; the team may see the history of each of them."""
    about = Entry.objects.filter(target_type=Organisation._meta.label_lower).select_related("actor")
    return list(about.order_by("-pk")[:SHOWN])


@dataclass(frozen=True)
class Carried:
    """A founding member for which an account speaks, and how many organisations of the directory stand below it."""

    member: FoundingMember
    below: int


def founding_members_of(user: User) -> tuple[list[Carried], list[FoundingMember]]:
    """The founding members for which an account speaks, and those that carry the campus with them."""
    own = set(Access.objects.filter(user=user).values_list("organisation_id", flat=True))
    members = list(FoundingMember.objects.select_related("organisation"))
    mine = [member for member in members if member.organisation_id in own]
    rows = Relation.objects.filter(parent__in=[member.organisation_id for member in mine]).order_by()
    below = dict(rows.values_list("parent").annotate(count=Count("child", distinct=True)))
    carried = [Carried(member, below.get(member.organisation_id, 0)) for member in mine]
    return carried, [member for member in members if member not in mine]
