"""Many pairs confirmed together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.linking.enums import BatchState


class Batch(models.Model):
    """Pairs above a threshold that one person confirms together, once they have judged a sample of them.

    `pairs` are the ids of all of them as they were chosen, `sample` those to judge first, drawn with `seed`. `counts`
    says what became of them.
    """

    threshold = models.FloatField(_("threshold"))
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    seed = models.PositiveBigIntegerField(_("seed of the sample"))
    pairs = models.JSONField(_("pairs"), default=list)
    sample = models.JSONField(_("sample"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=BatchState.choices, default=BatchState.SAMPLING)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    job_id = models.PositiveBigIntegerField(_("job"), null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("chosen"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("common confirmation")
        verbose_name_plural = _("common confirmations")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"#{self.pk} ≥ {self.threshold}"
