"""A change of address under way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailChange(models.Model):
    """Waits until both the old and the new address have said yes; only hashes of the tokens are kept.

    `new_token_hash` is empty when the new address belongs to another account already: nobody can ever confirm it, and
    whoever asked cannot tell.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="email_changes")
    old_email = models.EmailField(_("present address"), max_length=254)
    new_email = models.EmailField(_("new address"), max_length=254)
    old_token_hash = models.CharField(_("hash of the token sent to the present address"), max_length=64)
    new_token_hash = models.CharField(_("hash of the token sent to the new address"), max_length=64, blank=True)
    old_confirmed_at = models.DateTimeField(_("confirmed by the present address"), null=True, blank=True)
    new_confirmed_at = models.DateTimeField(_("confirmed by the new address"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(ended_at__isnull=True), name="accounts_emailchange_one_open"
            ),
        )
        indexes = (
            models.Index(fields=("old_token_hash",), name="accounts_emailchange_old"),
            models.Index(fields=("new_token_hash",), name="accounts_emailchange_new"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.created_at:%Y-%m-%d}"

    @property
    def log_label(self) -> str:
        """What the log keeps: no address."""
        return f"#{self.pk}"
