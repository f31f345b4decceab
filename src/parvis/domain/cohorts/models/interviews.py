"""When the jury hears whom."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interview(models.Model):
    """When the jury hears an applicant; one slot holds one applicant.

    `revision` grows with what calendars show, and `told_at` is emptied by it, so that the applicant is told again.
    """

    jury = models.ForeignKey("cohorts.Jury", on_delete=models.CASCADE, related_name="interviews")
    application = models.ForeignKey(
        "calls.Application", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    told_at = models.DateTimeField(_("applicant told"), null=True, blank=True)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ("starts_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("jury", "application"),
                condition=models.Q(application__isnull=False),
                name="cohorts_interview_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> dt.datetime:
        """When it is over."""
        return self.starts_at + dt.timedelta(minutes=self.minutes)
