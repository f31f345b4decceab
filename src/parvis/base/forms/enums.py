"""Kinds of questions, and where a version of a form stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """A version is changed until it is published, and never again."""

    DRAFT = "draft", pgettext_lazy("version of a form", "draft")
    PUBLISHED = "published", pgettext_lazy("version of a form", "published")


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    SHORT = "short", pgettext_lazy("question", "short text")
    LONG = "long", pgettext_lazy("question", "long text")
    NUMBER = "number", pgettext_lazy("question", "number")
    MONEY = "money", pgettext_lazy("question", "amount in euros")
    DATE = "date", pgettext_lazy("question", "date")
    CHOICE = "choice", pgettext_lazy("question", "one choice")
    CHOICES = "choices", pgettext_lazy("question", "several choices")
    FILES = "files", pgettext_lazy("question", "files")
    LINK = "link", pgettext_lazy("question", "link")
    COMPANY = "company", pgettext_lazy("question", "SIREN or SIRET")
    TEAM = "team", pgettext_lazy("question", "table of the team")
    CONSENT = "consent", pgettext_lazy("question", "consent")


class Audience(models.TextChoices):
    """Who, besides the applicants and the team, reads an answer."""

    REVIEWERS = "reviewers", pgettext_lazy("question", "reviewers and team")
    TEAM = "team", pgettext_lazy("question", "team only")


class Kept(models.TextChoices):
    """Why a text that did not become the answer was kept all the same."""

    OVERTAKEN = "overtaken", pgettext_lazy("kept text", "someone else had changed the answer meanwhile")
    LATE = "late", pgettext_lazy("kept text", "it came after the deadline")
    CLOSED = "closed", pgettext_lazy("kept text", "the answers could not be changed any more")
