"""States of requests."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    """Where a claim or a correction stands."""

    PENDING = "pending", pgettext_lazy("request", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")
