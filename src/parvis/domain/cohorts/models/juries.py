"""A jury and what it prepares."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.models import Timestamped


class Jury(Timestamped):
    """The people who decide on the applications of one round, and for how many places.

    `places` is a number as long as the campus has no timeline of its desks. What is accepted has to be confirmed by the
    start-up until `confirm_by`. `closed_at` ends what jurors may decide.
    """

    round = models.OneToOneField("calls.Round", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    meets_at = models.DateTimeField(_("meets"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    confirm_by = models.DateTimeField(_("start-ups confirm by"), null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField(_("days before the end at which they are reminded"), default=3)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("jury")
        verbose_name_plural = _("juries")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Juror(models.Model):
    """An account that sits on a jury, for a founding member or on its own."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    can_decide = models.BooleanField(_("may decide"), default=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = (models.UniqueConstraint(fields=("jury", "user"), name="cohorts_juror_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.jury}"


class JurorNote(models.Model):
    """What a juror wrote down about an application; the jury reads it."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="notes")
    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("note of a juror")
        verbose_name_plural = _("notes of jurors")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.application}: {self.text[:40]}"
