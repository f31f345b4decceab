"""One job and how far it is."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.enums import ENDED, JobState
from parvis.core import clock


class Job(models.Model):
    """A piece of work for a worker process, kept from the act that asked for it until it is past its retention.

    `lease` names the attempt that runs the job and is its fence: each write of an attempt is conditional on it, so that
    an attempt that was taken for dead can change nothing any more. Whoever locks this row (the effect of a job does,
    for as long as it takes) keeps others from taking the job over.
    """

    name = models.CharField(_("name"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    key = models.CharField(_("key"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    created_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due_at = models.DateTimeField(_("not before"), default=clock.now)
    lease = models.UUIDField(_("lease"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    errors = models.PositiveSmallIntegerField(_("attempts that failed"), default=0)
    losses = models.PositiveSmallIntegerField(_("attempts whose worker fell silent"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("last error"), blank=True)
    trace = models.TextField(_("where the error came from"), blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "due_at"), name="jobs_job_due"),
            models.Index(fields=("created_by", "-id"), name="jobs_job_creator"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key",),
                condition=models.Q(state=JobState.QUEUED) & ~models.Q(key=""),
                name="jobs_job_key_waits_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def has_ended(self) -> bool:
        """True when nothing more will happen by itself."""
        return self.state in ENDED


class Progress(models.Model):
    """How far a job is, and whether someone wants it to stop.

    A row of its own, because the effect of a job locks the row of the job: progress stays visible on PostgreSQL while
    the effect goes on, and whoever cancels never waits for it.
    """

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("in all"), null=True, blank=True)
    message = models.CharField(_("message"), max_length=300, blank=True)
    cancel_asked_at = models.DateTimeField(_("cancel asked"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")

    def __str__(self) -> str:
        return f"{self.done}/{self.total}" if self.total else str(self.done)

    @property
    def percent(self) -> int | None:
        """How much is done, from 0 to 100; None when nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None
