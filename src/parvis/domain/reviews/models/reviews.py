"""What reviewers say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.core.models import Timestamped
from parvis.domain.reviews.enums import ReviewState


class Review(Timestamped):
    """What one reviewer thinks of one application.

    `revision` grows with every write, and `revisions` says at which one each field was last changed, so that two
    windows can tell. `kept` are texts that came too late to become the review, `{"field", "text", "at"}`.
    `private_comment` is for the team, the jury and, once unsealed, the panel; `public_comment` for the applicant.
    """

    assignment = models.OneToOneField("reviews.Assignment", on_delete=models.CASCADE, related_name="review")
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    private_comment = models.TextField(_("private comment"), blank=True)
    public_comment = models.TextField(_("comment for the applicant"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    revisions = models.JSONField(_("revision of each field"), default=dict, blank=True)
    kept = models.JSONField(_("texts that were kept beside"), default=list, blank=True)
    submitted_at = models.DateTimeField(pgettext_lazy("review", "submitted"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def log_label(self) -> str:
        """What the log keeps: neither of the names."""
        return f"#{self.pk}"


class Mark(models.Model):
    """The mark that a review gives for one criterion, from 0 to the best of the criterion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey("reviews.Criterion", on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("mark"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = (models.UniqueConstraint(fields=("review", "criterion"), name="reviews_mark_once"),)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Message(models.Model):
    """A word in the discussion of an application, within its panel."""

    panel = models.ForeignKey("reviews.Panel", on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("message of a discussion")
        verbose_name_plural = _("messages of a discussion")
        ordering = ("id",)
        indexes = (models.Index(fields=("panel", "application", "id"), name="reviews_message_of_thread"),)

    def __str__(self) -> str:
        return f"{self.application}: {self.text[:40]}"
