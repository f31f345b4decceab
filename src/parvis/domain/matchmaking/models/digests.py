"""Whether an account wants the weekly digest, when it last got one, and who was suggested in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestChoice(models.Model):
    """Without a row an account gets the digest and has not had one yet."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    is_off = models.BooleanField(_("wants none"), default=False)
    looked_at = models.DateTimeField(_("last looked for news"), null=True, blank=True)
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice about the digest")
        verbose_name_plural = _("choices about the digest")

    def __str__(self) -> str:
        return str(self.user)


class DigestLine(models.Model):
    """That a digest suggested an organisation to an account, for one of its own: the next ones suggest others."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("line of a digest")
        verbose_name_plural = _("lines of digests")
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation", "other"), name="matchmaking_digest_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.other}"
