"""How people of the campus read tables that no importer knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.models import Timestamped
from parvis.domain.reference.enums import OrganisationKind


class SavedMapping(Timestamped):
    """What the columns of a table are, under a name; a register of its own once `is_ready`.

    `columns` gives by the name of a column the field that it is. `sample` is the file that it was made with, until that
    is read. `version` counts the changes, so that of two who change it at once one is told. One that was `removed_at`
    some moment reads no further table, and still names what it brought.
    """

    name = models.CharField(_("name"), max_length=80)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    url = models.URLField(_("web page"), max_length=300, blank=True)
    columns = models.JSONField(_("columns"), default=dict)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, blank=True)
    country = models.CharField(_("country"), max_length=2, default="FR")
    is_full = models.BooleanField(_("each file holds the whole list"), default=False)
    is_ready = models.BooleanField(_("can be imported with"), default=False)
    sample = models.ForeignKey("files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
