"""What workers share: when periodic jobs are due, and who is there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """When a periodic job is due next; how often is said where the job is declared."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    due_at = models.DateTimeField(_("due"))
    last_at = models.DateTimeField(_("last queued"), null=True, blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class WorkerPresence(models.Model):
    """A worker process and when it was last alive, so that the team sees when none is."""

    name = models.CharField(_("name"), max_length=120, primary_key=True)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
