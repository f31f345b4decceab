"""Outcomes, and states of decisions, letters, confirmations and cohorts."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy

LETTER_PURPOSE = "cohorts.letter"
"""What decision letters are kept for."""


class Outcome(models.TextChoices):
    """What is decided about an application."""

    ACCEPT = "accept", pgettext_lazy("decision", "accept")
    WAITLIST = "waitlist", pgettext_lazy("decision", "waiting list")
    REJECT = "reject", pgettext_lazy("decision", "do not select")


class DecisionState(models.TextChoices):
    """A decision may be revised until it is notified; see workflow.py."""

    PENDING = "pending", pgettext_lazy("decision", "pending")
    NOTIFIED = "notified", pgettext_lazy("decision", "notified")
    CONFIRMED = "confirmed", pgettext_lazy("decision", "confirmed by the start-up")
    DECLINED = "declined", pgettext_lazy("decision", "declined by the start-up")
    LAPSED = "lapsed", pgettext_lazy("decision", "not confirmed in time")


class DecisionAction(StrEnum):
    """What happens to a decision."""

    NOTIFY = "notify"
    PROMOTE = "promote"
    CONFIRM = "confirm"
    DECLINE = "decline"
    LAPSE = "lapse"


class LetterState(models.TextChoices):
    """A letter is written by the template, perhaps edited, then sent with the others."""

    DRAFT = "draft", pgettext_lazy("letter", "to be sent")
    SENT = "sent", pgettext_lazy("letter", "sent")


class CohortState(models.TextChoices):
    """Whether everyone sees a cohort."""

    DRAFT = "draft", pgettext_lazy("cohort", "being prepared")
    PUBLISHED = "published", pgettext_lazy("cohort", "published")


HOLDING = (DecisionState.PENDING, DecisionState.NOTIFIED, DecisionState.CONFIRMED)
"""States in which an acceptance takes a place."""


class Tie(models.TextChoices):
    """What ties a juror to an application, about which they then do not decide."""

    APPLIES = "applies", pgettext_lazy("juror", "your organisation applies")
    SPONSORS = "sponsors", pgettext_lazy("juror", "your organisation sponsors it")
    WRITES = "writes", pgettext_lazy("juror", "you write this application")
