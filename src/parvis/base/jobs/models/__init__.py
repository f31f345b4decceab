"""Jobs, their progress, periodic jobs, and the workers that run them."""

from parvis.base.jobs.models.job import Job, Progress
from parvis.base.jobs.models.worker import Schedule, WorkerPresence

__all__ = ["Job", "Progress", "Schedule", "WorkerPresence"]
