"""What an import would do, or has done, line by line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.sources.enums import ChangeKind
from parvis.domain.sources.models.records import ImportRun


class Change(models.Model):
    """One line of a file, or one record that the file lacks, and what the import makes of it.

    `details` lists the fields that differ, see `differences.py`. `before` is what the record was before the import
    (facts, day, last import), so that it can be so again. `is_news` marks what differs from what was shown before.
    `kept` says, after a roll back, why the organisation stayed.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(_("what becomes of it"), max_length=10, choices=ChangeKind.choices)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    key = models.CharField(_("key in the register"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    words = models.CharField(_("what it is found by"), max_length=400, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    details = models.JSONField(_("fields"), default=list, blank=True)
    before = models.JSONField(_("what the record was"), null=True, blank=True)
    has_remark = models.BooleanField(_("with a remark"), default=False)
    is_news = models.BooleanField(_("differs from what was shown before"), default=False)
    kept = models.JSONField(_("why the organisation stayed"), default=list, blank=True)

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by imports")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("run", "kind", "id"), name="sources_change_run_kind"),
            models.Index(fields=("id",), condition=models.Q(has_remark=True), name="sources_change_remark"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or self.key}"
