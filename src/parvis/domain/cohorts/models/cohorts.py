"""A cohort and its start-ups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.languages import in_reader_language
from parvis.core.models import Timestamped
from parvis.domain.cohorts.enums import CohortState


class Cohort(Timestamped):
    """The start-ups that come in together (*promotion*)."""

    slug = models.SlugField(_("address of the page"), max_length=120, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    round = models.ForeignKey("calls.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("begins on"))
    state = models.CharField(_("state"), max_length=10, choices=CohortState.choices, default=CohortState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-starts_on", "-id")

    def __str__(self) -> str:
        return self.name_fr

    def get_absolute_url(self) -> str:
        """The public page."""
        return page_of("cohorts:cohort", self.slug)

    @property
    def name(self) -> str:
        """The name in the reader's language, or in the other one."""
        return in_reader_language(self.name_fr, self.name_en)

    @property
    def text(self) -> str:
        """The text in the reader's language, or in the other one."""
        return in_reader_language(self.text_fr, self.text_en)


class CohortMember(models.Model):
    """A start-up of a cohort, with the application by which it came and what it does, in a line."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "calls.Application", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    pitch_fr = models.CharField(_("in a line, in French"), max_length=300, blank=True)
    pitch_en = models.CharField(_("in a line, in English"), max_length=300, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a cohort")
        verbose_name_plural = _("members of a cohort")
        ordering = ("organisation__name", "id")

    def __str__(self) -> str:
        return f"{self.organisation} ({self.cohort})"

    @property
    def pitch(self) -> str:
        """What it does, in the reader's language, or in the other one."""
        return in_reader_language(self.pitch_fr, self.pitch_en)
