"""An invitation to the campus team."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Role


class TeamInvitation(models.Model):
    """Asks someone, by mail, to take a role of the instance; only the hash of its token is kept."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to the team")
        verbose_name_plural = _("invitations to the team")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.email}"

    @property
    def log_label(self) -> str:
        """What the log keeps: no address."""
        return f"#{self.pk}"
