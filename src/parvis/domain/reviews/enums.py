"""States of panels, reviewers, assignments and reviews, and kinds of conflicts of interest."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class PanelState(models.TextChoices):
    """Where a panel stands; see workflow.py."""

    PREPARING = "preparing", pgettext_lazy("panel", "being prepared")
    DECLARING = "declaring", pgettext_lazy("panel", "conflicts and wishes")
    REVIEWING = "reviewing", pgettext_lazy("panel", "reviewing")
    DISCUSSING = "discussing", pgettext_lazy("panel", "discussing")
    CLOSED = "closed", pgettext_lazy("panel", "closed")


class PanelAction(StrEnum):
    """What happens to a panel."""

    INVITE_DECLARATIONS = "invite_declarations"
    START = "start"
    DISCUSS = "discuss"
    CLOSE = "close"
    BACK = "back"


class ReviewerState(models.TextChoices):
    """Whether someone reviews."""

    INVITED = "invited", pgettext_lazy("reviewer", "invited")
    ACCEPTED = "accepted", pgettext_lazy("reviewer", "accepted")
    DECLINED = "declined", pgettext_lazy("reviewer", "declined")
    LEFT = "left", pgettext_lazy("reviewer", "left")


class ConflictKind(models.TextChoices):
    """What ties a reviewer to an applicant."""

    DECLARED = "declared", pgettext_lazy("conflict", "declared by the reviewer")
    NAMED_TIE = "named_tie", pgettext_lazy("conflict", "organisation that the reviewer named")
    SAME_ORGANISATION = "same_organisation", pgettext_lazy("conflict", "same organisation")
    FAMILY = "family", pgettext_lazy("conflict", "parent or sister organisation")
    SPONSORSHIP = "sponsorship", pgettext_lazy("conflict", "sponsorship")
    JOINT_PROJECT = "joint_project", pgettext_lazy("conflict", "joint project")
    MAIL_DOMAIN = "mail_domain", pgettext_lazy("conflict", "same mail domain")
    FORMER_MEMBER = "former_member", pgettext_lazy("conflict", "former member")
    APPLICANT = "applicant", pgettext_lazy("conflict", "applies or writes an application")


class Wish(models.TextChoices):
    """How gladly a reviewer would read an application."""

    EAGER = "eager", pgettext_lazy("wish", "gladly")
    WILLING = "willing", pgettext_lazy("wish", "if needed")
    RELUCTANT = "reluctant", pgettext_lazy("wish", "rather not")


class AssignmentOrigin(models.TextChoices):
    """How an application came to a reviewer."""

    SOLVER = "solver", pgettext_lazy("assignment", "proposed")
    HAND = "hand", pgettext_lazy("assignment", "by hand")
    LATE = "late", pgettext_lazy("assignment", "added later")


class RunState(models.TextChoices):
    """What became of a proposed assignment."""

    WAITING = "waiting", pgettext_lazy("proposal", "being worked out")
    FAILED = "failed", pgettext_lazy("proposal", "could not be worked out")
    PROPOSED = "proposed", pgettext_lazy("proposal", "proposed")
    APPLIED = "applied", pgettext_lazy("proposal", "applied")
    DISCARDED = "discarded", pgettext_lazy("proposal", "set aside")


class Objective(models.TextChoices):
    """What an assignment makes as large as possible."""

    TOTAL = "total", pgettext_lazy("objective", "the whole")
    FAIR = "fair", pgettext_lazy("objective", "the worst served first")


class ReviewState(models.TextChoices):
    """Whether a review counts."""

    DRAFT = "draft", pgettext_lazy("review", "draft")
    SUBMITTED = "submitted", pgettext_lazy("review", "submitted")
