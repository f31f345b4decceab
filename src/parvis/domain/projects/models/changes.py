"""What an import of projects changes, or has changed, row by row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.projects.enums import ChangeKind
from parvis.domain.projects.models.runs import ProjectImport


class ProjectChange(models.Model):
    """One row of an import: what it is to be, and what it was before, so that it can be rolled back.

    `code` is that of the project, `key` that of who took part, empty for the project itself. `before` and `after` hold
    its columns as JSON values, as far as they differ.
    """

    run = models.ForeignKey(ProjectImport, on_delete=models.CASCADE, related_name="+", verbose_name=_("import"))
    kind = models.CharField(_("what becomes of it"), max_length=24, choices=ChangeKind.choices)
    code = models.CharField(_("code of the project"), max_length=40)
    key = models.CharField(_("key in the source"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=300)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)

    class Meta:
        verbose_name = _("change of an import of projects")
        verbose_name_plural = _("changes of imports of projects")
        indexes = (models.Index(fields=("run", "kind", "id"), name="projects_change_kind"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.code} {self.key}".strip()
