"""A joint project and its partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.languages import in_reader_language
from parvis.core.models import Timestamped
from parvis.domain.joint_projects.enums import LIVING, Consent, Origin, PartnerRole, ProjectState, Readers


class JointProject(Timestamped):
    """What organisations do together, as they say themselves.

    `readers` is who is to read it; whether everyone may follows from the consent of the partners, too.
    `register_project` is the same project in a register. `news_at` is when something was last heard of it, `asked_at`
    when its partners were last asked for news, and `asks` how often since then; see silence.py.
    """

    slug = models.SlugField(_("address of the page"), max_length=140, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.IDEA)
    state_on = models.DateField(_("in this state since"))
    starts_on = models.DateField(_("beginning"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    why_abandoned = models.TextField(_("why it was abandoned"), blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, default=Origin.ENTERED)
    register_project = models.OneToOneField(
        "projects.Project", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    readers = models.CharField(_("open to"), max_length=10, choices=Readers.choices, default=Readers.PARTNERS)
    news_at = models.DateTimeField(_("last news"))
    asked_at = models.DateTimeField(_("asked for news"), null=True, blank=True)
    asks = models.PositiveSmallIntegerField(_("times asked since the last news"), default=0)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("joint project")
        verbose_name_plural = _("joint projects")
        ordering = ("-state_on", "-id")
        indexes = (models.Index(fields=("state", "news_at"), name="joint_projects_silent"),)

    def __str__(self) -> str:
        return self.title_fr or self.title_en

    def get_absolute_url(self) -> str:
        """Its page."""
        return page_of("joint_projects:project", self.slug)

    @property
    def is_living(self) -> bool:
        """Whether news of it is expected."""
        return self.state in LIVING

    @property
    def title(self) -> str:
        """The title in the reader's language, or in the other one."""
        return in_reader_language(self.title_fr, self.title_en)

    @property
    def summary(self) -> str:
        """The summary in the reader's language, or in the other one."""
        return in_reader_language(self.summary_fr, self.summary_en)


class Partner(models.Model):
    """An organisation in a project, its role, whom to talk to, and what it says to a public page."""

    project = models.ForeignKey(JointProject, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=16, choices=PartnerRole.choices, default=PartnerRole.PARTNER)
    part = models.CharField(_("what it does in the project"), max_length=300, blank=True)
    person = models.ForeignKey("directory.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    consent = models.CharField(_("public page"), max_length=8, choices=Consent.choices, default=Consent.OPEN)
    consent_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    consent_at = models.DateTimeField(_("answered"), null=True, blank=True)
    consent_asked_at = models.DateTimeField(_("asked for consent"), null=True, blank=True)

    class Meta:
        verbose_name = _("partner of a joint project")
        verbose_name_plural = _("partners of a joint project")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("project", "organisation"), name="joint_projects_partner_once"),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="joint_projects_partner_leaves_after_joining",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.project}"
