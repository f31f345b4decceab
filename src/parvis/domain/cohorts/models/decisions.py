"""What is decided, and how the applicant is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome


class Decision(models.Model):
    """What the jury decided about an application; there is one, and `revision` grows as long as it is revised.

    `rank` orders the waiting list. `reason` is for the file, `comment` for the applicant. What is accepted has to be
    confirmed by the start-up until `confirm_by`.
    """

    application = models.OneToOneField("calls.Application", on_delete=models.PROTECT, related_name="+")
    jury = models.ForeignKey("cohorts.Jury", on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState.choices, default=DecisionState.PENDING)
    rank = models.PositiveIntegerField(_("rank on the waiting list"), null=True, blank=True)
    reason = models.TextField(_("reason, for the file"), blank=True)
    comment = models.TextField(_("comment for the applicant"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"))
    notified_at = models.DateTimeField(_("notified"), null=True, blank=True)
    confirm_by = models.DateTimeField(_("to be confirmed by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.TextField(_("what the start-up said"), blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("id",)
        indexes = (models.Index(fields=("jury", "outcome", "rank"), name="cohorts_decision_of_jury"),)

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"


class Letter(models.Model):
    """What one person is told about a decision: a mail in their language and the letter as PDF.

    `is_edited` keeps a new draft of all letters from replacing what somebody wrote. `mail` shows the delivery.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to = models.EmailField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=8, default="fr")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    is_edited = models.BooleanField(_("edited"), default=False)
    edited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mail = models.ForeignKey("messaging.Mail", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("decision", "to"), name="cohorts_letter_once"),)

    def __str__(self) -> str:
        return f"{self.decision}: {self.subject}"
