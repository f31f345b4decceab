"""Who reads what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.reviews.enums import AssignmentOrigin, Objective, RunState, Wish


class Bid(models.Model):
    """How gladly a reviewer would read an application."""

    reviewer = models.ForeignKey("reviews.Reviewer", on_delete=models.CASCADE, related_name="bids")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(_("wish"), max_length=10, choices=Wish.choices)
    said_at = models.DateTimeField(_("said"), auto_now=True)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = (models.UniqueConstraint(fields=("reviewer", "application"), name="reviews_bid_once"),)

    def __str__(self) -> str:
        return f"{self.reviewer} / {self.application}: {self.get_wish_display()}"


class PairRule(models.Model):
    """The team wants a reviewer to read an application, or not to, whatever the solver would do."""

    reviewer = models.ForeignKey("reviews.Reviewer", on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    is_wanted = models.BooleanField(_("wanted"))
    reason = models.CharField(_("why"), max_length=500, blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("rule for a pair")
        verbose_name_plural = _("rules for pairs")
        constraints = (models.UniqueConstraint(fields=("reviewer", "application"), name="reviews_pairrule_once"),)

    def __str__(self) -> str:
        return f"{self.reviewer} / {self.application}"


class AssignmentRun(models.Model):
    """A proposal of the solver, with its proof, until the team applies it.

    `pairs` are the new ones, `[application, reviewer, score]`; `summary` holds objective, bound, gap, floor, what was
    not filled and why; `settings` what was asked; `stamp` what it rests on, part by part. `problem` is a sentence.
    """

    panel = models.ForeignKey("reviews.Panel", on_delete=models.CASCADE, related_name="runs")
    objective = models.CharField(_("objective"), max_length=6, choices=Objective.choices)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    job_id = models.BigIntegerField(_("job"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    stamp = models.JSONField(_("what it rests on"), default=dict)
    settings = models.JSONField(_("what was asked"), default=dict)
    pairs = models.JSONField(_("pairs"), default=list)
    summary = models.JSONField(_("summary"), default=dict)
    made_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    ended_at = models.DateTimeField(_("applied or set aside"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed assignment")
        verbose_name_plural = _("proposed assignments")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.panel} #{self.pk}"


class Assignment(models.Model):
    """A reviewer reads an application, until they recuse themselves or the team takes it back.

    `cleared_at` is when they said that nothing ties them to the applicant, before they saw any content; `told_at` when
    a mail told them of it.
    """

    reviewer = models.ForeignKey("reviews.Reviewer", on_delete=models.CASCADE, related_name="assignments")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(
        _("how it came"), max_length=6, choices=AssignmentOrigin.choices, default=AssignmentOrigin.HAND
    )
    score = models.FloatField(_("affinity"), null=True, blank=True)
    assigned_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    cleared_at = models.DateTimeField(_("said to be free of ties"), null=True, blank=True)
    recused_at = models.DateTimeField(_("recused"), null=True, blank=True)
    recusal = models.TextField(_("why recused"), blank=True)
    removed_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    told_at = models.DateTimeField(_("reviewer told"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = (models.UniqueConstraint(fields=("reviewer", "application"), name="reviews_assignment_once"),)

    def __str__(self) -> str:
        return f"{self.application} → {self.reviewer}"
