"""Whether an account wants the weekly digest, and when it last got one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestChoice(models.Model):
    """Without a row an account gets the digest and has not had one yet."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    is_off = models.BooleanField(_("wants none"), default=False)
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice about the digest")
        verbose_name_plural = _("choices about the digest")

    def __str__(self) -> str:
        return str(self.user)
