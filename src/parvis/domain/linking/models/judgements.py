"""What people said about pairs of records."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.models.entry import AppendOnlyModel, AppendOnlyQuerySet
from parvis.domain.linking.enums import Origin, Verdict


class Judgement(AppendOnlyModel):
    """One person's word about two records; never changed, only followed by another one.

    The sides are keys of records, (register, key), so that the judgement outlives a new import: an organisation that no
    register knows has the register "directory" and its number here. The left key is the smaller one. `score` is the
    probability that was shown, `weights` the version of the weights that it came from, `left_record` and `right_record`
    what was compared: so the pair can teach the weights later. One that came by a `file` keeps as text who `said_by`
    the file had judged; `judged_by` is then who imported it.
    """

    left_source = models.CharField(_("register on the left"), max_length=30)
    left_key = models.CharField(_("key on the left"), max_length=60)
    right_source = models.CharField(_("register on the right"), max_length=30)
    right_key = models.CharField(_("key on the right"), max_length=60)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    origin = models.CharField(_("how it came about"), max_length=10, choices=Origin.choices, default=Origin.PAIR)
    score = models.FloatField(_("probability shown"), null=True, blank=True)
    weights = models.CharField(_("version of the weights"), max_length=60, blank=True)
    left_record = models.JSONField(_("record on the left"), default=dict, blank=True)
    right_record = models.JSONField(_("record on the right"), default=dict, blank=True)
    reason = models.TextField(_("why"), blank=True)
    judged_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    said_by = models.CharField(_("who judged it, as the file says"), max_length=120, blank=True)
    file = models.ForeignKey(
        "linking.PairFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    judged_at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    objects: ClassVar[models.Manager["Judgement"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("left_source", "left_key"), name="linking_judgement_left"),
            models.Index(fields=("right_source", "right_key"), name="linking_judgement_right"),
        )

    def __str__(self) -> str:
        return f"{self.left_source} {self.left_key} / {self.right_source} {self.right_key}: {self.verdict}"
