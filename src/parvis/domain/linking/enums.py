"""States of pairs, judgements and merges."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What a person said about two records; the last word about a pair counts."""

    SAME = "same", _("the same")
    DIFFERENT = "different", _("different")
    UNSURE = "unsure", _("cannot tell")
    WITHDRAWN = "withdrawn", _("taken back")


class Origin(models.TextChoices):
    """How a judgement came about."""

    PAIR = "pair", _("judged one by one")
    BULK = "bulk", _("confirmed together with others")
    HAND = "hand", _("merged by hand")
    FILE = "file", _("imported")


class RowAct(models.TextChoices):
    """What a merge did to one row."""

    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    ADDED = "added", _("added")


class PairState(models.TextChoices):
    """Where a candidate pair stands; `gone` pairs are no longer thought to be one."""

    PROPOSED = "proposed", _("to be judged")
    SAME = "same", _("judged the same")
    DIFFERENT = "different", _("judged different")
    UNSURE = "unsure", _("left open")
    GONE = "gone", _("no longer proposed")


class BatchState(models.TextChoices):
    """Where a common confirmation stands."""

    SAMPLING = "sampling", _("sample to be judged")
    RUNNING = "running", _("merging")
    DONE = "done", _("merged")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("given up")


class PairOrder(models.TextChoices):
    """Which pairs of the queue come first."""

    VALUE = "value", _("the most telling")
    LIKELY = "likely", _("the most likely")
    UNCERTAIN = "uncertain", _("the least certain")


class FileState(models.TextChoices):
    """Where a file of judged pairs stands."""

    STAGED = "staged", _("to be looked at")
    RUNNING = "running", _("being written")
    DONE = "done", _("imported")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")
    DROPPED = "dropped", _("set aside")


class Outcome(models.TextChoices):
    """What becomes of a line of a file of judged pairs."""

    NEW = "new", _("new")
    MERGES = "merges", _("new, and makes two organisations of the directory one")
    UNKNOWN = "unknown", _("new, about a record that is not here yet")
    KNOWN = "known", _("judged the same already")
    CONTRADICTS = "contradicts", _("contradicts what was judged here")
    BLOCKED = "blocked", _("numbers speak against it")
    LOCAL = "local", _("names an entry that only another directory knows")


class Mark(models.TextChoices):
    """Whether two records agree on a field."""

    SAME = "same", _("they agree")
    ALIKE = "alike", _("close")
    DIFFERENT = "different", _("they differ")
    ONE_SIDE = "one_side", _("on one side only")
