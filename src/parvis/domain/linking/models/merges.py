"""The ledger of merges: everything that one did, so that it can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.linking.enums import RowAct


class Merge(models.Model):
    """Two organisations that became one.

    `obstacle` is what spoke against it, and `override` why an administrator merged all the same. `records` are the
    records of both as they were, `{"ror:0abc": hash}`, so that undoing knows whether registers said something new.
    """

    survivor = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(
        "linking.Judgement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey("linking.Batch", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("why"), blank=True)
    obstacle = models.TextField(_("what spoke against it"), blank=True)
    override = models.TextField(_("why all the same"), blank=True)
    records = models.JSONField(_("records of both"), default=dict, blank=True)
    merged_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    undone_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_reason = models.TextField(_("why it was undone"), blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("absorbed",), condition=models.Q(undone_at=None), name="linking_merge_absorbed_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(survivor=models.F("absorbed")), name="linking_merge_of_two_organisations"
            ),
        )

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.survivor}"


class MergeRow(models.Model):
    """What a merge did to one row of some table.

    `before` and `after` hold the columns as JSON values: those that differ for a row that was changed, all of them for
    one that was removed or added. `kept` is the row in whose favour a duplicate was removed.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(_("table"), max_length=80)
    row = models.CharField(_("row"), max_length=40)
    act = models.CharField(_("what was done"), max_length=8, choices=RowAct.choices)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    kept = models.CharField(_("row kept instead"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("row of a merge")
        verbose_name_plural = _("rows of a merge")
        constraints = (models.UniqueConstraint(fields=("merge", "model", "row"), name="linking_mergerow_once"),)
        indexes = (
            models.Index(fields=("model", "row"), name="linking_mergerow_row"),
            models.Index(fields=("model", "kept"), condition=~models.Q(kept=""), name="linking_mergerow_kept"),
        )

    def __str__(self) -> str:
        return f"{self.model} {self.row}: {self.act}"
