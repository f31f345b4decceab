"""How applicants are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.cohorts.enums import LetterState, Outcome


class LetterTemplate(models.Model):
    """The words of a call for one outcome in one language, where the team changed the usual ones."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    language = models.CharField(_("language"), max_length=8)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    edited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(_("edited"), auto_now=True)

    class Meta:
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")
        constraints = (models.UniqueConstraint(fields=("call", "outcome", "language"), name="cohorts_template_once"),)

    def __str__(self) -> str:
        return f"{self.call}: {self.get_outcome_display()} ({self.language})"


class Letter(models.Model):
    """What one person is told about a decision: a mail in their language and the letter as PDF.

    `is_edited` keeps a new draft of all letters from replacing what somebody wrote. `revision` is the one of the
    decision that the text says; one that says an earlier one is not sent. `comments` are those of the
    reviewers, which the team passes on or not (`with_comments`). `mail` shows the delivery.
    """

    decision = models.ForeignKey("cohorts.Decision", on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to = models.EmailField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=8, default="fr")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    comments = models.JSONField(_("comments of the reviewers"), default=list, blank=True)
    with_comments = models.BooleanField(_("with the comments"), default=False)
    revision = models.PositiveIntegerField(_("revision of the decision"), default=1)
    is_edited = models.BooleanField(_("edited"), default=False)
    edited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mail = models.ForeignKey("messaging.Mail", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "to"),
                condition=models.Q(state=LetterState.DRAFT),
                name="cohorts_letter_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision}: {self.subject}"
