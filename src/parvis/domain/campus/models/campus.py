"""The one campus that this instance runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Campus(models.Model):
    """Name, face and texts of the campus; there is one row, and the administrators edit it."""

    name = models.CharField(_("name"), max_length=120)
    tagline_fr = models.CharField(_("tagline in French"), max_length=200, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=200, blank=True)
    about_fr = models.TextField(_("presentation in French"), blank=True)
    about_en = models.TextField(_("presentation in English"), blank=True)
    legal_fr = models.TextField(_("legal notice in French"), blank=True)
    legal_en = models.TextField(_("legal notice in English"), blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    primary_colour = models.CharField(_("main colour"), max_length=7, default="#1f5c52")
    accent_colour = models.CharField(_("accent colour"), max_length=7, default="#c8553d")
    logo = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("campus")
        verbose_name_plural = _("campuses")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="campus_only_one"),)

    def __str__(self) -> str:
        return self.name


class FoundingMember(models.Model):
    """An organisation that carries the campus."""

    organisation = models.OneToOneField("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note_fr = models.CharField(_("role in French"), max_length=300, blank=True)
    note_en = models.CharField(_("role in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("founding member")
        verbose_name_plural = _("founding members")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return str(self.organisation)
