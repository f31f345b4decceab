"""Organisations that may be one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.linking.enums import PairState


class CandidatePair(models.Model):
    """Two organisations that the engine finds alike; found again and again, judged once.

    `left` is the one with the smaller id. `reasons` are those of the engine, as `[feature, log-odds, left, right]`.
    `value` orders the queue: who is affected, times how uncertain it is. The registers are those of the records by
    which a judgement would name the two.
    """

    left = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("probability"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    weights = models.CharField(_("version of the weights"), max_length=60, blank=True)
    value = models.FloatField(_("what a judgement is worth"))
    left_source = models.CharField(_("register on the left"), max_length=30)
    right_source = models.CharField(_("register on the right"), max_length=30)
    state = models.CharField(_("state"), max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    judgement = models.ForeignKey(
        "linking.Judgement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField(_("first found"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidate pair")
        verbose_name_plural = _("candidate pairs")
        constraints = (
            models.UniqueConstraint(fields=("left", "right"), name="linking_pair_once"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="linking_pair_in_order"),
        )
        indexes = (models.Index(fields=("state", "-value", "id"), name="linking_pair_queue"),)

    def __str__(self) -> str:
        return f"{self.left} / {self.right}"
