"""Words by which introductions are proposed, as the campus edits them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageTemplate(models.Model):
    """The subject and text of a kind of message in a language; without a row the usual words hold."""

    kind = models.CharField(_("kind"), max_length=30)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    edited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(_("edited"), auto_now=True)

    class Meta:
        verbose_name = _("template of a message")
        verbose_name_plural = _("templates of messages")
        constraints = (models.UniqueConstraint(fields=("kind", "language"), name="introductions_template_once"),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
