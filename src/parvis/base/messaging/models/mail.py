"""One mail to one address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.messaging.enums import MailState


class Mail(models.Model):
    """A mail with its text, kept from the act that wrote it until it is delivered and past its retention.

    What `is_secret` opens an account: nobody else reads its text here, and the text goes once the mail is sent.
    `stop_url` is where a mail that comes again and again is stopped, by its reader or by their mail program for them.
    `next_attempt_at` is when a waiting mail is due, and for one that is being sent when its sender is taken for dead.
    """

    to = models.EmailField(_("to"), max_length=254)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    stop_url = models.URLField(_("address that stops such mails"), max_length=500, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    is_secret = models.BooleanField(_("holds a code or a link for its reader alone"), default=False)
    language = models.CharField(_("language"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "next_attempt_at"), name="messaging_mail_due"),
            models.Index(fields=("to", "-id"), name="messaging_mail_to"),
        )

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    @property
    def log_label(self) -> str:
        """What the log keeps: neither the address nor the subject, which may name somebody."""
        return self.kind
