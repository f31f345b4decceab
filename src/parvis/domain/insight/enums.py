"""Kinds of ties, and the indicators."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TieKind(models.TextChoices):
    """What ties two organisations."""

    REGISTER = "register", pgettext_lazy("tie", "funded project of a register")
    JOINT = "joint", pgettext_lazy("tie", "joint project")
    MET = "met", pgettext_lazy("tie", "introduction after which they met")


class IndicatorName(models.TextChoices):
    """Every indicator, in the order in which pages show them."""

    TIES_PER_RESIDENT = "ties_per_resident", pgettext_lazy("indicator", "ties per resident")
    NEW_TIES = "new_ties", pgettext_lazy("indicator", "new ties per quarter")
    DENSITY = "density", pgettext_lazy("indicator", "density among residents")
    REGIONS = "regions", pgettext_lazy("indicator", "regions reached")
    DEPARTMENTS = "departments", pgettext_lazy("indicator", "departments reached")
    INTRODUCTIONS = "introductions", pgettext_lazy("indicator", "introductions by outcome")
    TIME_TO_ANSWER = "time_to_answer", pgettext_lazy("indicator", "time to an answer")
    JOINT_PROJECTS = "joint_projects", pgettext_lazy("indicator", "joint projects under way")
