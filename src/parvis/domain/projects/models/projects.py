"""A project and who took part in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.models import Timestamped
from parvis.domain.projects.enums import Basis, Role


class Project(Timestamped):
    """Something that organisations did together, with the register that says so and the day as of which it does.

    `words` is what search looks through: code, acronym, titles, terms and the names of who took part, folded.
    """

    source = models.CharField(_("source"), max_length=30)
    source_on = models.DateField(_("as of"), null=True, blank=True)
    code = models.CharField(_("code"), max_length=40)
    slug = models.SlugField(_("address of the page"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=500, blank=True)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    abstract_fr = models.TextField(_("abstract in French"), blank=True)
    abstract_en = models.TextField(_("abstract in English"), blank=True)
    scheme = models.CharField(_("funding scheme"), max_length=60, blank=True)
    programme = models.CharField(_("code of the programme"), max_length=40, blank=True)
    programme_name = models.CharField(_("programme"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the call"))
    starts_on = models.DateField(_("beginning"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    funding = models.DecimalField(_("funding in euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_health = models.BooleanField(_("in health"), default=False)
    is_public = models.BooleanField(_("public"), default=False)
    terms = models.CharField(_("terms of its subject"), max_length=500, blank=True)
    words = models.TextField(_("words to search"), blank=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("-year", "acronym", "id")
        constraints = (models.UniqueConstraint(fields=("source", "code"), name="projects_project_once"),)
        indexes = (
            models.Index(fields=("-year", "acronym", "id"), name="projects_project_newest"),
            models.Index(fields=("programme",), name="projects_project_programme"),
        )

    def __str__(self) -> str:
        return self.acronym

    def get_absolute_url(self) -> str:
        """The public page."""
        return page_of("projects:project", self.slug)


class Participation(models.Model):
    """An organisation in a project: as the source names it and, where that is sure, the organisation of the directory.

    One organisation may take part twice, with two of its teams. `basis` says why it is tied to `organisation`, `score`
    how probable that is when it was tied by its name; both mean nothing where there is no organisation.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participations")
    source = models.CharField(_("source"), max_length=30)
    key = models.CharField(_("key in the source"), max_length=60)
    name = models.CharField(_("name as it was given"), max_length=300)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTNER)
    category = models.CharField(_("kind as it was given"), max_length=100, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.ForeignKey("reference.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(_("country code"), max_length=2, blank=True)
    identifiers = models.JSONField(_("numbers as they were given"), default=list, blank=True)
    grant = models.DecimalField(_("grant in euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(_("tied"), max_length=10, choices=Basis.choices, blank=True)
    score = models.FloatField(_("probability of the tie"), null=True, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = (models.UniqueConstraint(fields=("project", "key"), name="projects_participation_once"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.project})"
