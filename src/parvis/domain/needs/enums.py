"""Sides, kinds, readers and states of needs and offers."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    """What a notice is."""

    NEED = "need", pgettext_lazy("notice", "need")
    OFFER = "offer", pgettext_lazy("notice", "offer")


class NoticeKind(models.TextChoices):
    """What is looked for or offered; the same words on both sides, so that one finds the other."""

    CLINICAL_SITE = "clinical_site", pgettext_lazy("notice", "clinical site")
    DATA = "data", pgettext_lazy("notice", "data")
    EXPERTISE = "expertise", pgettext_lazy("notice", "expertise")
    REGULATORY = "regulatory", pgettext_lazy("notice", "regulatory advice")
    TECHNOLOGY = "technology", pgettext_lazy("notice", "technology or platform")
    FUNDING = "funding", pgettext_lazy("notice", "funding")
    PILOT = "pilot", pgettext_lazy("notice", "pilot customer")
    ROOM = "room", pgettext_lazy("notice", "room or equipment")
    CONSORTIUM = "consortium", pgettext_lazy("notice", "partner for a call")
    OTHER = "other", pgettext_lazy("notice", "something else")


class Readers(models.TextChoices):
    """Who may read a notice."""

    EVERYONE = "everyone", pgettext_lazy("readers", "everyone")
    ECOSYSTEM = "ecosystem", pgettext_lazy("readers", "whoever may act for an organisation, and the campus team")
    TEAM = "team", pgettext_lazy("readers", "the campus team only")


class NoticeState(models.TextChoices):
    """Where a notice stands; see workflow.py."""

    DRAFT = "draft", pgettext_lazy("notice", "draft")
    OPEN = "open", pgettext_lazy("notice", "open")
    MET = "met", pgettext_lazy("notice", "met")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("notice", "expired")


class NoticeAction(StrEnum):
    """What happens to a notice."""

    PUBLISH = "publish"
    MEET = "meet"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"


class WantedRole(models.TextChoices):
    """As what an organisation would answer an opportunity."""

    COORDINATOR = "coordinator", pgettext_lazy("interest", "coordinator")
    PARTNER = "partner", pgettext_lazy("interest", "partner")
    EITHER = "either", pgettext_lazy("interest", "either")


class ImportState(models.TextChoices):
    """Where a file of calls stands."""

    STAGED = "staged", pgettext_lazy("import", "to be looked at")
    APPLIED = "applied", pgettext_lazy("import", "applied")
    DISCARDED = "discarded", pgettext_lazy("import", "set aside")


class ListOrder(models.TextChoices):
    """In which order a list comes; without one, what was searched for comes by how well it fits."""

    NEWEST = "newest", pgettext_lazy("order", "newest first")
    ENDING = "ending", pgettext_lazy("order", "ending soonest")
    NAME = "name", pgettext_lazy("order", "by title")


class When(models.TextChoices):
    """Where the deadline of an opportunity stands."""

    OPEN = "open", pgettext_lazy("deadline", "can be answered")
    SOON = "soon", pgettext_lazy("deadline", "closes soon")
    PAST = "past", pgettext_lazy("deadline", "over")
