"""Regions, departments and communes, by their official codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A French region, overseas regions and collectivities included."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    is_overseas = models.BooleanField(_("overseas"), default=False)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A French department; its code is two or three characters (2A, 974)."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departments")

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A French commune by its INSEE code; `folded_name` is its name without accents, case and hyphens."""

    code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    folded_name = models.CharField(_("folded name"), max_length=100, db_index=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="communes")
    population = models.PositiveIntegerField(_("population"), default=0)
    postcodes = models.CharField(_("postcodes, separated by bars"), max_length=400, blank=True)
    latitude = models.FloatField(_("latitude in degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude in degrees"), null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
