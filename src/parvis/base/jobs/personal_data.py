"""What background jobs hold about someone."""

from typing import Any

from django.utils.translation import gettext_lazy

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.jobs.models import Job


def export(user: User) -> dict[str, Any]:
    """The jobs that they asked for."""
    asked = Job.objects.filter(created_by=user).order_by("id")
    return {"jobs": list(asked.values("name", "arguments", "state", "created_at", "finished_at", "result"))}


def erase(user: User) -> list[str]:
    """Forget who asked."""
    Job.objects.filter(created_by=user).update(created_by=None)
    return []


JOBS = PersonalData(
    export=export,
    erase=erase,
    held=gettext_lazy("The background jobs that you asked for, such as imports."),
    purpose=gettext_lazy("To run them and to show you what came of them."),
    seen_by=gettext_lazy("You and the campus team."),
    retention="jobs",
    removed=gettext_lazy("That you asked for background jobs."),
)
