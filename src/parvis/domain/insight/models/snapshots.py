"""What an indicator was on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """The value of an indicator on a day, by the definition of that time, which never changes afterwards.

    `parts` are the figures of which it is made: `{"ties": 41, "residents": 62}`; `definition` is the number of the
    definition by which it was counted.
    """

    indicator = models.CharField(_("indicator"), max_length=40)
    on = models.DateField(_("day"))
    value = models.FloatField(_("value"), null=True, blank=True)
    parts = models.JSONField(_("figures of which it is made"), default=dict, blank=True)
    definition = models.PositiveSmallIntegerField(_("definition"), default=1)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)

    class Meta:
        verbose_name = _("snapshot of an indicator")
        verbose_name_plural = _("snapshots of indicators")
        ordering = ("indicator", "on")
        constraints = (models.UniqueConstraint(fields=("indicator", "on"), name="insight_snapshot_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.indicator} {self.on}: {self.value}"
