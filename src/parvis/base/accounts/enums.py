"""Roles of the instance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an account may do for the whole campus; rights over one organisation live in the directory."""

    ADMINISTRATOR = "administrator", _("campus administrator")
    PROGRAMME = "programme", _("programme manager")
    COMMUNITY = "community", _("community manager")
    SITE = "site", _("site manager")
    REVIEWER = "reviewer", _("reviewer")


TEAM_ROLES = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME, Role.COMMUNITY, Role.SITE})
"""The campus team: whoever holds one of these works for the campus."""


class Appearance(models.TextChoices):
    """Which colour scheme someone reads in."""

    AUTO = "auto", _("as my device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")
