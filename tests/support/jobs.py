"""Run background jobs in a test, in its own thread and transaction."""

from parvis.base.jobs.models import Job
from parvis.base.jobs.services.running import run_due_jobs


def run_jobs(keeper=None):
    """Run what is due until nothing is left; returns all jobs, newest first."""
    run_due_jobs(keeper=keeper)
    return list(Job.objects.select_related("progress"))
