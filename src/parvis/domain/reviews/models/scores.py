"""Comparable scores, kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScoreTable(models.Model):
    """What the marks of a panel say, worked out once for all who read it; `stamp` tells from which marks.

    `rows` are `[application, reviews, raw, adjusted, low, high, chance, doubts]`, the best first; `people` by reviewer
    `[reviews, leniency, low, high]`; `shares` how the spread is divided: quality, leniency, noise.
    """

    panel = models.OneToOneField("reviews.Panel", on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(_("stamp"), max_length=64)
    rows = models.JSONField(_("rows"), default=list)
    people = models.JSONField(_("reviewers"), default=dict)
    shares = models.JSONField(_("shares"), default=list)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("table of scores")
        verbose_name_plural = _("tables of scores")

    def __str__(self) -> str:
        return str(self.panel)
