"""Themes of the campus and economic sectors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.languages import in_reader_language


class Theme(models.Model):
    """A theme of the campus, edited by its administrators, in both languages."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    description_fr = models.TextField(_("description in French"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered for choice"), default=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_reader_language(self.name_fr, self.name_en)

    @property
    def description(self) -> str:
        """The description in the reader's language, or in the other one where it is missing."""
        return in_reader_language(self.description_fr, self.description_en)


class Sector(models.Model):
    """An activity of the NAF nomenclature (revision 2), by its code ("72", "72.1", "72.11", "72.11Z")."""

    code = models.CharField(_("NAF code"), max_length=6, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
