"""How many introductions an organisation takes at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntroductionCap(models.Model):
    """An organisation's own limit; without a row the campus's setting holds. Zero takes none."""

    organisation = models.OneToOneField("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    most = models.PositiveSmallIntegerField(_("introductions at a time"))
    until = models.DateField(_("until"), null=True, blank=True)
    set_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("limit of introductions")
        verbose_name_plural = _("limits of introductions")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.most}"
