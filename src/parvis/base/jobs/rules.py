"""Who may see and steer jobs."""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, is_team
from parvis.base.jobs.models import Job


def can_see_all(actor: Actor) -> bool:
    """The team sees every job."""
    return is_team(actor)


def can_see(actor: Actor, job: Job) -> bool:
    """The team, and whoever asked for the job."""
    return is_team(actor) or (isinstance(actor, User) and job.created_by_id == actor.pk)


def can_cancel(actor: Actor, job: Job) -> bool:
    """Whoever sees a job may stop it."""
    return can_see(actor, job)


def can_retry(actor: Actor, job: Job) -> bool:
    """The team."""
    return can_see_all(actor) and can_see(actor, job)
