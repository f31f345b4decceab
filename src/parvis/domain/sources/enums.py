"""States of an import, and what it does with each line."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy

UPLOAD_PURPOSE = "sources.upload"
TABLE_PURPOSE = "sources.table"
"""What uploaded registers are kept for."""


class RunState(models.TextChoices):
    """Where an import stands. Only from `done` to `rolled_back` has it anything in the directory; see workflow.py."""

    WAITING = "waiting", pgettext_lazy("import", "waiting")
    RUNNING = "running", pgettext_lazy("import", "running")
    STAGED = "staged", pgettext_lazy("import", "to be checked")
    APPLYING = "applying", pgettext_lazy("import", "being applied")
    DONE = "done", pgettext_lazy("import", "applied")
    ROLLING_BACK = "rolling_back", pgettext_lazy("import", "being rolled back")
    ROLLED_BACK = "rolled_back", pgettext_lazy("import", "rolled back")
    DISCARDED = "discarded", pgettext_lazy("import", "set aside")
    REFUSED = "refused", pgettext_lazy("import", "refused")
    FAILED = "failed", pgettext_lazy("import", "failed")
    CANCELLED = "cancelled", pgettext_lazy("import", "cancelled")


IN_THE_DIRECTORY = (RunState.DONE, RunState.ROLLING_BACK)
"""States in which the records of an import are in the directory."""


class RunAction(StrEnum):
    """What happens to an import."""

    READ = "read"
    STAGE = "stage"
    REFUSE = "refuse"
    FAIL = "fail"
    CANCEL = "cancel"
    APPLY = "apply"
    FINISH = "finish"
    ROLL_BACK = "roll_back"
    DISCARD = "discard"


class ChangeKind(models.TextChoices):
    """What an import does with one line of its file, or with a record that its file lacks."""

    NEW = "new", pgettext_lazy("line", "new")
    DOUBTFUL = "doubtful", pgettext_lazy("line", "doubtful")
    JOINED = "joined", pgettext_lazy("line", "joined")
    CHANGED = "changed", pgettext_lazy("line", "changed")
    GONE = "gone", pgettext_lazy("line", "no longer in the register")
    CONFIRMED = "confirmed", pgettext_lazy("line", "confirmed")
    SAME = "same", pgettext_lazy("line", "unchanged")
    SKIPPED = "skipped", pgettext_lazy("line", "without an organisation")
    REFUSED = "refused", pgettext_lazy("line", "refused")


CREATING = frozenset({ChangeKind.NEW, ChangeKind.DOUBTFUL})
"""Lines that bring an organisation that is not in the directory."""

BRINGING = CREATING | {ChangeKind.JOINED}
"""Lines that bring a record that the directory does not hold."""

TOUCHING = frozenset({ChangeKind.CHANGED, ChangeKind.CONFIRMED, ChangeKind.GONE})
"""Lines that write to a record that is there."""
