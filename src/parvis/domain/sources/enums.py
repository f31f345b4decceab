"""States of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

UPLOAD_PURPOSE = "sources.upload"
"""What uploaded registers are kept for."""


class RunState(models.TextChoices):
    """Where an import stands; `refused` and `failed` mean that nothing was written."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
