"""Which account holds which role of the instance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Role


class RoleGrant(models.Model):
    """One role held by one account, and who gave it."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="accounts_rolegrant_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
