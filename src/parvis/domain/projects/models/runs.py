"""When projects were imported, and when their participations were tied to the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectImport(models.Model):
    """An import of projects that changed something, with its figures; `turn` numbers those of a register."""

    source = models.CharField(_("register"), max_length=30)
    file_names = models.JSONField(_("files"), default=list)
    sha256 = models.CharField(_("SHA-256 of the files"), max_length=64)
    as_of = models.DateField(_("as of"))
    turn = models.PositiveIntegerField(_("turn among the imports of the register"))
    counts = models.JSONField(_("counts"), default=dict)
    imported_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("import of projects")
        verbose_name_plural = _("imports of projects")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("source", "turn"), name="projects_import_turn"),)

    def __str__(self) -> str:
        return f"{self.source}: {', '.join(self.file_names)}"


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
