"""When projects were imported, and when their participations were tied to the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.sources.enums import RunState


class ProjectImport(models.Model):
    """An import of projects, from the files that were given to its end, with its figures.

    `turn` numbers those of a register that stand applied, and says which of them came later. `digest` is that of the
    changes that people were shown: what would come out otherwise is shown again. `kept_lines` says that its changes
    are kept, so that it can be rolled back.
    """

    source = models.CharField(_("register"), max_length=30)
    file_names = models.JSONField(_("files"), default=list)
    sha256 = models.CharField(_("SHA-256 of the files"), max_length=64, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    turn = models.PositiveIntegerField(_("turn among the imports of the register"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    state = models.CharField(_("state"), max_length=16, choices=RunState.choices, default=RunState.DONE)
    first_file = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_file = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refused = models.JSONField(_("refused lines"), default=list, blank=True)
    skip_bad = models.BooleanField(_("refused lines are left out"), default=False)
    digest = models.CharField(_("hash of the changes that were shown"), max_length=64, blank=True)
    has_moved = models.BooleanField(_("something else would come of it than was shown"), default=False)
    kept_lines = models.BooleanField(_("changes are kept"), default=False)
    problem = models.TextField(_("why it failed"), blank=True)
    job_id = models.PositiveBigIntegerField(_("job"), null=True, blank=True)
    imported_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of projects")
        verbose_name_plural = _("imports of projects")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("source", "turn"), name="projects_import_turn"),)

    def __str__(self) -> str:
        return f"{self.source}: {', '.join(self.file_names)}"

    @property
    def has_files(self) -> bool:
        """True while the files that were given are kept."""
        return self.first_file_id is not None and self.second_file_id is not None


class LinkRun(models.Model):
    """One round of tying participations to organisations.

    `stamp` says of which state of the directory and of the projects it speaks: the same stamp needs no other round.
    """

    stamp = models.CharField(_("state that was compared"), max_length=100)
    counts = models.JSONField(_("counts"), default=dict)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("round of tying participations")
        verbose_name_plural = _("rounds of tying participations")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
