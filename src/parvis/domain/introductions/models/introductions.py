"""An introduction and its two sides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.models import Timestamped
from parvis.domain.introductions.enums import Answer, DeclineReason, IntroductionState, Outcome, Position, ProposedBy


class Introduction(Timestamped):
    """Two organisations that should meet: why, who says so, and how far it came.

    Which two they are is said by its sides: the first looks for something, the second was found. `pair` names the two
    and the need, so that they are asked only once at a time; it is empty once nobody has anything to do any more.
    `reasons` are those of the suggestion, as `{"fr": […], "en": […]}`.
    """

    pair = models.CharField(_("pair and need"), max_length=60, null=True, blank=True, unique=True)
    need = models.ForeignKey("needs.Notice", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    offer = models.ForeignKey("needs.Notice", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opportunity = models.ForeignKey(
        "needs.Opportunity", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reasons = models.JSONField(_("reasons of the suggestion"), default=dict, blank=True)
    subject = models.CharField(_("subject of the message"), max_length=200)
    message = models.TextField(_("message"))
    language = models.CharField(_("language of the message"), max_length=2, default="fr")
    proposed_by = models.CharField(_("wanted by"), max_length=8, choices=ProposedBy.choices)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=IntroductionState.choices, default=IntroductionState.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposed"))
    moved_at = models.DateTimeField(_("in this state since"))
    accepted_at = models.DateTimeField(_("accepted by both"), null=True, blank=True)
    met_on = models.DateField(_("they met on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ended"), null=True, blank=True)
    note = models.TextField(_("note of the campus team"), blank=True)
    project = models.ForeignKey(
        "joint_projects.JointProject", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ("-proposed_at", "-id")
        indexes = (models.Index(fields=("state", "moved_at"), name="introductions_waiting"),)

    def __str__(self) -> str:
        return self.subject


class IntroductionSide(models.Model):
    """One of the two: who answers for it, what they said, how often they were reminded, and what came of it.

    `person` is whose contact details the other one sees once both agree; `account` is who is written to, who may be
    missing: then every owner of the organisation is. `shares_phone` is their word that the other one may call them.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="sides")
    position = models.CharField(_("side"), max_length=6, choices=Position.choices)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    account = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    shares_phone = models.BooleanField(_("shares the telephone number"), default=False)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why it declines"), max_length=12, choices=DeclineReason.choices, blank=True)
    reason_text = models.TextField(_("why it declines, in words"), blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(_("outcome, in words"), blank=True)
    outcome_at = models.DateTimeField(_("outcome said"), null=True, blank=True)
    outcome_asked_at = models.DateTimeField(_("asked for the outcome"), null=True, blank=True)

    class Meta:
        verbose_name = _("side of an introduction")
        verbose_name_plural = _("sides of introductions")
        ordering = ("introduction", "position")
        constraints = (models.UniqueConstraint(fields=("introduction", "position"), name="introductions_side_once"),)
        indexes = (models.Index(fields=("organisation", "answer"), name="introductions_side_of"),)

    def __str__(self) -> str:
        return f"{self.organisation} ({self.introduction})"
