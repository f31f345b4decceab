"""What the team checks and asks before the review, and who speaks for an applicant."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScreeningCheck(models.Model):
    """Whether an application meets one point of the checklist; `is_met` is empty while nobody said."""

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="checks")
    item = models.ForeignKey("calls.ChecklistItem", on_delete=models.CASCADE, related_name="+")
    is_met = models.BooleanField(_("met"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    checked_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(_("checked"), auto_now=True)

    class Meta:
        verbose_name = _("check of the screening")
        verbose_name_plural = _("checks of the screening")
        constraints = (models.UniqueConstraint(fields=("application", "item"), name="calls_check_once"),)

    def __str__(self) -> str:
        return f"{self.application}: {self.item}"


class CorrectionRequest(models.Model):
    """Asks an applicant to complete or correct the named questions, which reopens those alone."""

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="corrections")
    questions = models.JSONField(_("keys of the questions"), default=list)
    message = models.TextField(_("message"))
    due_at = models.DateTimeField(_("until"))
    asked_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for correction")
        verbose_name_plural = _("requests for correction")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(answered_at=None, closed_at=None),
                name="calls_correction_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {', '.join(self.questions)}"


class Sponsorship(models.Model):
    """A founding member speaks for an applicant (*parrainage*)."""

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="sponsorships")
    sponsor = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(_("why"), blank=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("sponsorship")
        verbose_name_plural = _("sponsorships")
        constraints = (models.UniqueConstraint(fields=("application", "sponsor"), name="calls_sponsorship_once"),)

    def __str__(self) -> str:
        return f"{self.sponsor} → {self.application}"
