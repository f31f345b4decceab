"""Orders of results."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Order(models.TextChoices):
    """In which order results come; without a text, relevance is importance."""

    RELEVANCE = "relevance", _("relevance")
    NAME = "name", _("name")
    IMPORTANCE = "importance", _("importance")
