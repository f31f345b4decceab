"""What a register said, kept as it said it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.sources.enums import RunState


class ImportRun(models.Model):
    """One import of one file of a register, with its counts; `Change` has its lines.

    `turn` numbers the imports of a register in the order in which they were applied: a later one is rolled back first.
    `differing` counts the lines that came out otherwise than they were shown, `undone` what a roll back did.
    """

    source = models.CharField(_("register"), max_length=30)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    skip_bad = models.BooleanField(_("import despite refused lines"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.WAITING)
    upload = models.ForeignKey("files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job_id = models.PositiveBigIntegerField(_("job"), null=True, blank=True)
    started_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    skipped = models.JSONField(_("rows without an organisation, by reason"), default=dict, blank=True)
    differing = models.PositiveIntegerField(_("lines that came out otherwise than shown"), default=0)
    undone = models.JSONField(_("figures of the roll back"), default=dict, blank=True)
    turn = models.PositiveIntegerField(_("turn among the imports of the register"), null=True, blank=True)
    kept_lines = models.BooleanField(_("its lines are kept"), default=True)
    problem = models.TextField(_("why nothing was imported"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("source", "turn"), name="sources_run_turn"),)
        indexes = (models.Index(fields=("source", "-id"), name="sources_run_source"),)

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
    gone_on = models.DateField(_("missing from the register since"), null=True, blank=True)
    has_unresolved = models.BooleanField(_("names a parent that is not in the directory"), default=False)
    first_run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    last_run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        constraints = (models.UniqueConstraint(fields=("source", "source_key"), name="sources_record_once"),)
        indexes = (
            models.Index(
                fields=("has_unresolved",), condition=models.Q(has_unresolved=True), name="sources_record_unresolved"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.source_key}"
