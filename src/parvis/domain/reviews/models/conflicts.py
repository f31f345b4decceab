"""Conflicts of interest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.reviews.enums import ConflictKind


class Conflict(models.Model):
    """Why a reviewer should not read an application: declared, or detected in what the campus knows.

    `facts` say what it was detected from (names, years), so that the reason can be told in both languages. A waived one
    does not count any more; who waived it wrote why. `withdrawn_at` tells that its ground is gone.
    """

    reviewer = models.ForeignKey("reviews.Reviewer", on_delete=models.CASCADE, related_name="conflicts")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ConflictKind.choices)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    note = models.TextField(_("in the reviewer's words"), blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("no longer so"), null=True, blank=True)
    waived_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    waived_at = models.DateTimeField(_("waived"), null=True, blank=True)
    waiver = models.TextField(_("why it was waived"), blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("reviewer", "application", "kind"), name="reviews_conflict_once"),
            models.CheckConstraint(
                condition=models.Q(waived_at=None) | ~models.Q(waiver=""), name="reviews_waiver_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reviewer} / {self.application}: {self.get_kind_display()}"

    @property
    def log_label(self) -> str:
        """What the log keeps: neither name."""
        return f"#{self.pk}"

    @property
    def is_active(self) -> bool:
        """True while it keeps the reviewer away."""
        return self.withdrawn_at is None and self.waived_at is None


class Tie(models.Model):
    """An organisation with which a reviewer says to be tied, whoever of it applies.

    It speaks for applications that the reviewer cannot recognise, in a blind panel, and for those that arrive later.
    """

    reviewer = models.ForeignKey("reviews.Reviewer", on_delete=models.CASCADE, related_name="ties")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("in the reviewer's words"), max_length=500, blank=True)
    named_at = models.DateTimeField(_("named"), auto_now_add=True)

    class Meta:
        verbose_name = _("tie that a reviewer named")
        verbose_name_plural = _("ties that reviewers named")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("reviewer", "organisation"), name="reviews_tie_once"),)

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.organisation}"
