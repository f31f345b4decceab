"""What is decided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.models.entry import AppendOnlyModel, AppendOnlyQuerySet
from parvis.domain.cohorts.enums import DecisionState, Outcome


class Decision(models.Model):
    """What the jury decided about an application; there is one, and `revision` grows as long as it is revised.

    `rank` orders the waiting list. `reason` is for the file, `comment` for the applicant. What is accepted has to be
    confirmed by the start-up until `confirm_by`. `first_notified_at` stays when somebody comes in
    from the waiting list.
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
    first_notified_at = models.DateTimeField(_("first notified"), null=True, blank=True)
    confirm_by = models.DateTimeField(_("to be confirmed by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
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


class DecisionChange(AppendOnlyModel):
    """What was decided and by whom, revision by revision; `comment` as it was for the applicant."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField(_("revision"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason, for the file"), blank=True)
    comment = models.TextField(_("comment for the applicant"), blank=True)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    objects: ClassVar[models.Manager["DecisionChange"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a decision")
        verbose_name_plural = _("revisions of a decision")
        ordering = ("-revision",)
        constraints = (models.UniqueConstraint(fields=("decision", "revision"), name="cohorts_change_revision"),)

    def __str__(self) -> str:
        return f"{self.decision} ({self.revision})"
