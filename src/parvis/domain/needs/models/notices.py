"""A need or an offer of an organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.models import Timestamped
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side


class Notice(Timestamped):
    """A need or an offer: what an organisation looks for or has to give, in the language in which it was written.

    `person` is whom to talk to, for an expert the expert. Without `regions` it is for anywhere. `capacity` says in
    words how much there is (hours a month, places, size of a data set), `terms` on what conditions.

    One that an answer of an application made is `is_as_answered` until somebody edits it: as long as nobody has, a
    newer answer takes its place. `warned_of` is the last day of which its writers were warned. A hidden one is read by
    its own organisation and the team only, whatever `readers` says.
    """

    slug = models.SlugField(_("address of the page"), max_length=160, unique=True)
    side = models.CharField(_("need or offer"), max_length=6, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=NoticeKind.choices)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language of the text"), max_length=2, default="fr")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    capacity = models.CharField(_("how much"), max_length=200, blank=True)
    terms = models.CharField(_("conditions"), max_length=400, blank=True)
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    regions = models.ManyToManyField("reference.Region", blank=True, related_name="+")
    ends_on = models.DateField(_("until"), null=True, blank=True)
    readers = models.CharField(_("who may read it"), max_length=10, choices=Readers.choices, default=Readers.ECOSYSTEM)
    state = models.CharField(_("state"), max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    application = models.ForeignKey(
        "calls.Application", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    question_key = models.CharField(_("question whose answer it was"), max_length=80, blank=True)
    is_as_answered = models.BooleanField(_("still as the answer says"), default=False)
    warned_of = models.DateField(_("warned that it ends on"), null=True, blank=True)
    is_hidden = models.BooleanField(_("hidden by the team"), default=False)
    hidden_because = models.CharField(_("why it is hidden"), max_length=400, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        ordering = ("-published_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "question_key"),
                condition=models.Q(application__isnull=False),
                name="needs_notice_once_an_answer",
            ),
        )
        indexes = (
            models.Index(fields=("state", "side", "-published_at"), name="needs_notice_newest"),
            models.Index(fields=("organisation", "state"), name="needs_notice_organisation"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return page_of("needs:notice", self.slug)


class Report(models.Model):
    """Somebody says that the team should look at a notice; `settled_at` is when the team has."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reports")
    reason = models.TextField(_("what is wrong with it"))
    reported_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(_("reported"))
    settled_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("report about a notice")
        verbose_name_plural = _("reports about notices")
        ordering = ("reported_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("notice", "reported_by"),
                condition=models.Q(settled_at__isnull=True),
                name="needs_report_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reported_at:%Y-%m-%d}: {self.notice}"


class NeedQuestion(models.Model):
    """A question of a call's forms whose answer is a need of the applicant, or an offer."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="+")
    question_key = models.CharField(_("question"), max_length=80)
    side = models.CharField(_("need or offer"), max_length=6, choices=Side.choices, default=Side.NEED)
    kind = models.CharField(_("kind"), max_length=16, choices=NoticeKind.choices, default=NoticeKind.OTHER)

    class Meta:
        verbose_name = _("question that asks for a need")
        verbose_name_plural = _("questions that ask for needs")
        constraints = (models.UniqueConstraint(fields=("call", "question_key"), name="needs_question_once"),)

    def __str__(self) -> str:
        return f"{self.call}: {self.question_key}"
