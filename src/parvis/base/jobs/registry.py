"""Which jobs exist: apps declare them in their `tasks.py` with the `job` decorator."""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias

from django.utils.functional import Promise

from parvis.base.accounts.models import User
from parvis.core.registry import Registry

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
Label: TypeAlias = str | Promise
P = ParamSpec("P")


class JobHandle(Protocol):
    """What a running job knows of itself and may ask for."""

    @property
    def job_id(self) -> int:
        """The job, as in the address of its page."""

    @property
    def actor(self) -> User | None:
        """Who asked for the job; None when parvis itself did."""

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far the job is; cheap, so call it as often as you like, inside transactions too.

        Raises AttemptStopped when the job was cancelled, its lease lost or its worker asked to stop.
        """

    def effect(self) -> AbstractContextManager[dict[str, Json]]:
        """The one transaction in which the job does what it is for; what is put into the dict becomes its result.

        The same transaction proves that this attempt still holds the lease and marks the job as done.
        Raises LeaseLost, and rolls back, when it does not. At most once in a job.
        """


@dataclass(frozen=True)
class JobDefinition:
    """A kind of job."""

    name: str
    label: Label
    run: Callable[..., Mapping[str, Any] | None]
    quick: bool
    attempts: int
    every: dt.timedelta | None


jobs: Registry[JobDefinition] = Registry("job")


def job(
    name: str, *, label: Label, quick: bool = False, attempts: int = 3, every: dt.timedelta | None = None
) -> Callable[
    [Callable[Concatenate[JobHandle, P], Mapping[str, Any] | None]],
    Callable[Concatenate[JobHandle, P], Mapping[str, Any] | None],
]:
    """Declare a function as the job `name`; it is called with its handle and the arguments of `enqueue`.

    `quick` jobs take seconds and never wait behind long ones. `attempts` bounds how often an error is tried again.
    `every` makes it a periodic job, queued without arguments by whichever worker comes first.
    A job that does not use `handle.effect()` may run twice, and must be written so that this does no harm.
    """

    def declare(
        run: Callable[Concatenate[JobHandle, P], Mapping[str, Any] | None],
    ) -> Callable[Concatenate[JobHandle, P], Mapping[str, Any] | None]:
        jobs.register(name, JobDefinition(name, label, run, quick, attempts, every))
        return run

    return declare


def label_of(name: str) -> Label:
    """What people read for a job; the bare name when the job is no longer declared."""
    definition = jobs.find(name)
    return definition.label if definition else name
