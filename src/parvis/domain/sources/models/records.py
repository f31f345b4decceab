"""What a register said, kept as it said it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One import of one file of a register, with its counts and its report."""

    source = models.CharField(_("register"), max_length=30)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    started_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    refused = models.JSONField(_("refused lines"), default=list, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.source}: {self.file_name}"


class SourceRecord(models.Model):
    """One record of a register, in the common form of facts, bound to the organisation that it describes."""

    source = models.CharField(_("register"), max_length=30)
    source_key = models.CharField(_("key in the register"), max_length=60)
    facts = models.JSONField(_("facts"))
    digest = models.CharField(_("hash of the facts"), max_length=64)
    source_on = models.DateField(_("as of"), null=True, blank=True)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    first_run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+")
    last_run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        constraints = (models.UniqueConstraint(fields=("source", "source_key"), name="sources_record_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.source_key}"
