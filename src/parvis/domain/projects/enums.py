"""Roles in a project, and what ties a participation to an organisation."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What an organisation was in a project."""

    COORDINATOR = "coordinator", pgettext_lazy("project", "coordinator")
    PARTNER = "partner", pgettext_lazy("project", "partner")


class ChangeKind(models.TextChoices):
    """What an import does to a row; the words are those of `labels.COUNTS`."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    NEW_PARTICIPATION = "new_participations"
    CHANGED_PARTICIPATION = "changed_participations"
    GONE_PARTICIPATION = "gone_participations"


class Basis(models.TextChoices):
    """Why a participation is tied to an organisation."""

    NUMBER = "number", pgettext_lazy("tie", "by its number")
    NAME = "name", pgettext_lazy("tie", "by its name")
