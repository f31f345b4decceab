"""Outcomes, and states of decisions, letters, confirmations and cohorts."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


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
