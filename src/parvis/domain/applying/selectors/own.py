"""The applications that an account writes, with what is expected of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from parvis.base.accounts.models import User
from parvis.base.forms.selectors import answers_of_sheets
from parvis.domain.applying.selectors.colleagues import requests_waiting
from parvis.domain.applying.selectors.submitted import changed_keys
from parvis.domain.applying.selectors.writing import Door, door_of, open_correction_of
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, ApplicationVersion, CorrectionRequest, LateAccess, StageSheet
from parvis.domain.calls.selectors.applications import applications_written_by


@dataclass(frozen=True)
class Standing:
    """Where an application stands for those who write it.

    `later` are the later forms that wait for an answer; `is_unsent` says that answers were changed since the last
    version and that there is still time to submit them; `requests` is how many ask to write it, too.
    """

    application: Application
    door: Door
    correction: CorrectionRequest | None
    later: list[StageSheet]
    is_unsent: bool
    requests: int

    @property
    def is_ended(self) -> bool:
        """True where nothing is expected any more."""
        return self.application.state in {
            ApplicationState.REJECTED,
            ApplicationState.WITHDRAWN,
            ApplicationState.DISMISSED,
        }


def with_standing(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With everything that tells where they stand."""
    return applications.select_related(
        "call__organiser", "organisation", "round", "sheet__version__form"
    ).prefetch_related(
        "call__rounds",
        "call__themes",
        Prefetch("late_accesses", LateAccess.objects.select_related("round")),
        "corrections",
        "stage_sheets",
    )


def own_applications(user: User) -> QuerySet[Application]:
    """Those that the account writes, the last one first."""
    return with_standing(applications_written_by(user)).order_by("-pk")


def standings_of(applications: Iterable[Application], now: dt.datetime) -> list[Standing]:
    """Where each stands; the number of queries does not grow with them."""
    rows = list(applications)
    doors = {row.pk: door_of(row, now) for row in rows}
    unsent = _unsent([row for row in rows if row.version and doors[row.pk].is_open])
    waiting = requests_waiting(rows)
    return [
        Standing(
            application=row,
            door=doors[row.pk],
            correction=open_correction_of(row, now),
            later=[one for one in row.stage_sheets.all() if _is_waiting(one, now)],
            is_unsent=row.pk in unsent,
            requests=waiting.get(row.pk, 0),
        )
        for row in rows
    ]


def _is_waiting(later: StageSheet, now: dt.datetime) -> bool:
    return later.submitted_at is None and (later.due_at is None or now < later.due_at)


def _unsent(applications: list[Application]) -> set[int]:
    """Those whose answers differ from what was submitted."""
    written = answers_of_sheets([row.sheet_id for row in applications])
    numbers = {row.pk: row.version for row in applications}
    latest = {
        version.application_id: version.answers
        for version in ApplicationVersion.objects.filter(application__in=numbers)
        if version.number == numbers[version.application_id]
    }
    return {row.pk for row in applications if changed_keys(latest.get(row.pk, {}), written[row.sheet_id])}
