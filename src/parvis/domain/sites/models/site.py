"""A place where the campus is, was or will be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """One address of the campus, with the days between which it is open where they are known."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address of the page"), max_length=120, unique=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    commune = models.ForeignKey("reference.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(_("latitude in degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude in degrees"), null=True, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    note_fr = models.TextField(_("note in French"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name
