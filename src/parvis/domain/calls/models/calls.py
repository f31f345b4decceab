"""A call for applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.languages import in_reader_language
from parvis.core.models import Timestamped
from parvis.domain.calls.enums import CallState, FormStage


class Call(Timestamped):
    """Asks organisations to apply, in both languages.

    Without `organiser` it is the campus that calls; with one it is that organisation's programme, which its
    `CallManager`s run by their own form, jury and rules. In a rolling call applications come at any time and are
    attached to a round later; in another one they belong to the round that is open. `timezone` is the one in which
    people read and set its times.
    """

    slug = models.SlugField(_("address of the page"), max_length=120, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_fr = models.CharField(_("summary in French"), max_length=400, blank=True)
    summary_en = models.CharField(_("summary in English"), max_length=400, blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    after_fr = models.TextField(_("what happens after, in French"), blank=True)
    after_en = models.TextField(_("what happens after, in English"), blank=True)
    contact_email = models.EmailField(_("address for questions"), max_length=254, blank=True)
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    organiser = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    is_rolling = models.BooleanField(_("applications at any time"), default=False)
    timezone = models.CharField(_("time zone"), max_length=60, default="Europe/Paris")
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title_fr

    def get_absolute_url(self) -> str:
        """The public page."""
        return page_of("calls:call", self.slug)

    @property
    def title(self) -> str:
        """The title in the reader's language, or in the other one."""
        return in_reader_language(self.title_fr, self.title_en)

    @property
    def summary(self) -> str:
        """The summary in the reader's language, or in the other one."""
        return in_reader_language(self.summary_fr, self.summary_en)

    @property
    def text(self) -> str:
        """The text in the reader's language, or in the other one."""
        return in_reader_language(self.text_fr, self.text_en)

    @property
    def after(self) -> str:
        """What happens after, in the reader's language, or in the other one."""
        return in_reader_language(self.after_fr, self.after_en)


class CallManager(models.Model):
    """An account that runs a call beside the campus team: someone of its organiser."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="managers")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("manager of a call")
        verbose_name_plural = _("managers of a call")
        constraints = (models.UniqueConstraint(fields=("call", "user"), name="calls_manager_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.call}"


class Round(models.Model):
    """One selection within a call (*relève* where the call is rolling): from when to when, and for how many places.

    Whether it takes applications follows from its times alone; `ended_at` only says that what follows from the deadline
    (the news, the mail to the team) was done, once.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rounds")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    decides_on = models.DateField(_("decisions expected on"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    ended_at = models.DateTimeField(_("closing noticed"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("call", "position", "opens_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at=None) | models.Q(closes_at__gt=models.F("opens_at")),
                name="calls_round_closes_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return self.name_fr or str(self.call)

    @property
    def name(self) -> str:
        """The name in the reader's language, or in the other one; a round may have none."""
        return in_reader_language(self.name_fr, self.name_en)


class CallForm(models.Model):
    """The form of one stage of a call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="forms")
    stage = models.CharField(_("stage"), max_length=12, choices=FormStage.choices)
    form = models.OneToOneField("forms.Form", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("form of a call")
        verbose_name_plural = _("forms of a call")
        constraints = (models.UniqueConstraint(fields=("call", "stage"), name="calls_form_of_stage"),)

    def __str__(self) -> str:
        return f"{self.call}: {self.get_stage_display()}"


class ChecklistItem(models.Model):
    """What the screening looks at before an application goes to reviewers."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label_fr = models.CharField(_("text in French"), max_length=300)
    label_en = models.CharField(_("text in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("point of the screening")
        verbose_name_plural = _("points of the screening")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.label_fr

    @property
    def label(self) -> str:
        """The text in the reader's language, or in the other one."""
        return in_reader_language(self.label_fr, self.label_en)
