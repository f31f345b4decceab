"""Which accounts may act for which organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models.organisation import Organisation


class Access(models.Model):
    """The right of one account over one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    level = models.CharField(_("right"), max_length=10, choices=AccessLevel.choices)
    granted_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)

    class Meta:
        verbose_name = _("right over an organisation")
        verbose_name_plural = _("rights over organisations")
        constraints = (models.UniqueConstraint(fields=("organisation", "user"), name="directory_access_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}, {self.organisation}"
