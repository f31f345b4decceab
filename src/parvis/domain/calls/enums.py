"""States of calls and applications, and who may do what with an application."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class CallState(models.TextChoices):
    """Where a call stands; whether it takes applications is a question of its rounds, too."""

    DRAFT = "draft", pgettext_lazy("call", "draft")
    OPEN = "open", pgettext_lazy("call", "open")
    CLOSED = "closed", pgettext_lazy("call", "closed")
    ARCHIVED = "archived", pgettext_lazy("call", "archived")


class CallAction(StrEnum):
    """What happens to a call."""

    OPEN = "open"
    CLOSE = "close"
    ARCHIVE = "archive"
    RESTORE = "restore"


PUBLISHED = (CallState.OPEN, CallState.CLOSED, CallState.ARCHIVED)
"""States in which everyone may read a call."""


class FormStage(models.TextChoices):
    """When a form of a call is filled in."""

    APPLICATION = "application", pgettext_lazy("form", "application")
    INTERVIEW = "interview", pgettext_lazy("form", "before the interview")
    ACCEPTANCE = "acceptance", pgettext_lazy("form", "after acceptance")


class ApplicationState(models.TextChoices):
    """Where an application stands; see workflow.py."""

    DRAFT = "draft", pgettext_lazy("application", "draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    IN_REVIEW = "in_review", pgettext_lazy("application", "in review")
    SHORTLISTED = "shortlisted", pgettext_lazy("application", "shortlisted")
    ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
    WAITLISTED = "waitlisted", pgettext_lazy("application", "on the waiting list")
    REJECTED = "rejected", pgettext_lazy("application", "not selected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    DISMISSED = "dismissed", pgettext_lazy("application", "not pursued")


ENDED = (ApplicationState.REJECTED, ApplicationState.WITHDRAWN, ApplicationState.DISMISSED)
"""States in which the organisation may begin another application."""


WRITABLE = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
"""States in which applicants may change the answers, as long as the call takes applications."""


class ApplicationAction(StrEnum):
    """What happens to an application."""

    SUBMIT = "submit"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    ADMIT = "admit"
    DISMISS = "dismiss"
    RECALL = "recall"
    SHORTLIST = "shortlist"
    ACCEPT = "accept"
    WAITLIST = "waitlist"
    REJECT = "reject"


class Origin(models.TextChoices):
    """How an application came."""

    CALL = "call", pgettext_lazy("application", "in answer to the call")
    SPONTANEOUS = "spontaneous", pgettext_lazy("application", "unsolicited")


class Right(models.TextChoices):
    """What a colleague may do with an application."""

    EDIT = "edit", pgettext_lazy("right", "write")
    SUBMIT = "submit", pgettext_lazy("right", "write and submit")
