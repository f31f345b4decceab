"""An application."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.models.entry import AppendOnlyModel, AppendOnlyQuerySet
from parvis.core.models import Timestamped
from parvis.domain.calls.enums import ApplicationState, FormStage, Origin


class Application(Timestamped):
    """What one organisation answers to one call.

    `reference` is what people quote ("2026-0042"). `round` stays empty in a rolling call until the team attaches it.
    `version` is the number of the last submission, 0 before the first.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="applications")
    round = models.ForeignKey(
        "calls.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField("forms.AnswerSheet", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200, blank=True)
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    origin = models.CharField(_("how it came"), max_length=12, choices=Origin.choices, default=Origin.CALL)
    language = models.CharField(_("language"), max_length=8, default="fr")
    version = models.PositiveIntegerField(_("version"), default=0)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(_("last reminded of the draft"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("call", "state", "-submitted_at"), name="calls_application_of_call"),
            models.Index(fields=("round", "state"), name="calls_application_of_round"),
        )

    def __str__(self) -> str:
        return self.reference


class CurrentApplication(models.Model):
    """The application of an organisation that is under way in a call: there is one at most.

    A row of its own, gone when the application ends, so that two organisations that merge keep both applications.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("application under way")
        verbose_name_plural = _("applications under way")
        constraints = (models.UniqueConstraint(fields=("call", "organisation"), name="calls_current_application"),)

    def __str__(self) -> str:
        return str(self.application)


class ApplicationVersion(AppendOnlyModel):
    """What was submitted, as it was: `answers` by the key of each question, with the version of the form."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    form_version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(_("answers"), default=dict)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["ApplicationVersion"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an application")
        verbose_name_plural = _("versions of an application")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("application", "number"), name="calls_version_number"),)

    def __str__(self) -> str:
        return f"{self.application} ({self.number})"


class ApplicationMove(AppendOnlyModel):
    """A change of state, with who made it and why; `reason` is for the team, `message` for the applicant."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(_("act"), max_length=12)
    old = models.CharField(_("before"), max_length=12, choices=ApplicationState.choices)
    new = models.CharField(_("after"), max_length=12, choices=ApplicationState.choices)
    reason = models.TextField(_("reason"), blank=True)
    message = models.TextField(_("message to the applicant"), blank=True)
    moved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects: ClassVar[models.Manager["ApplicationMove"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of an application")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.application}: {self.old} → {self.new}"


class StageSheet(models.Model):
    """The answers to a later form of the call, which the team asks of one application: interview, acceptance."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stage_sheets")
    stage = models.CharField(_("stage"), max_length=12, choices=FormStage.choices)
    sheet = models.OneToOneField("forms.AnswerSheet", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    class Meta:
        verbose_name = _("later form")
        verbose_name_plural = _("later forms")
        constraints = (models.UniqueConstraint(fields=("application", "stage"), name="calls_stage_once"),)

    def __str__(self) -> str:
        return f"{self.application}: {self.get_stage_display()}"
