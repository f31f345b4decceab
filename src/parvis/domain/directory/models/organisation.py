"""An organisation of the ecosystem."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.models import Timestamped
from parvis.domain.directory.enums import PositionPrecision, Status
from parvis.domain.reference.enums import OrganisationKind, Stage

KINDS = dict(OrganisationKind.choices)
ON_ITS_OWN = models.Q(merged_into=None)
"""The condition for organisations that were not merged into another one."""


class PresentOrganisations(models.Manager["Organisation"]):
    """Organisations that stand for themselves: nothing that reads through it ever shows one that was merged."""

    def get_queryset(self) -> "models.QuerySet[Organisation]":
        """Without those that were merged into another one."""
        return super().get_queryset().filter(ON_ITS_OWN)


class Organisation(Timestamped):
    """One organisation, whatever the number of registers that know it.

    `provenance` says for each single-valued field where its value comes from:
    `{"address": {"source": "hospitals", "on": "2023-12-31", "by": 12}}`; `source` is the code of a register or
    "human", `on` the day at which the source gave or confirmed it, `by` the account for a human edit.
    Names, identifiers, links and relations carry their source themselves.
    `version` grows with every write, by people and by registers, so that a form opened earlier can tell.
    `merged_into` is the organisation that took this one in. Its row stays as it was, so that the merge can be undone;
    `objects` leaves it out, `everything` does not.
    """

    slug = models.SlugField(_("address of the page"), max_length=160, unique=True)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("year of foundation"), null=True, blank=True)
    description_fr = models.TextField(_("description in French"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    commune = models.ForeignKey(
        "reference.Commune", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    department = models.ForeignKey(
        "reference.Department", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    region = models.ForeignKey(
        "reference.Region", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    country = models.CharField(_("country code"), max_length=2, default="FR")
    latitude = models.FloatField(_("latitude in degrees"), null=True, blank=True)
    longitude = models.FloatField(_("longitude in degrees"), null=True, blank=True)
    position_precision = models.CharField(
        _("precision of the position"), max_length=10, choices=PositionPrecision.choices, blank=True
    )
    sector = models.ForeignKey("reference.Sector", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    logo = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    provenance = models.JSONField(_("source of each field"), default=dict, blank=True)
    sources = models.JSONField(_("codes of the registers that know it"), default=list, blank=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_invented = models.BooleanField(_("invented for the demo"), default=False)
    weight = models.FloatField(_("importance, from 0 to 1"), default=0.0)
    version = models.PositiveIntegerField(_("version"), default=1)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("merged into"),
    )

    objects: ClassVar[PresentOrganisations] = PresentOrganisations()
    everything: ClassVar[models.Manager["Organisation"]] = models.Manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        # Neither a territory nor `merged_into` has an index of its own. Those below begin with a territory, and SQLite
        # would prefer the shorter one where the order of the longer one saves reading a whole region; and it would look
        # up all organisations that were not merged one by one.
        indexes = (
            models.Index(fields=("name",), name="directory_org_name", condition=ON_ITS_OWN),
            models.Index(fields=("region", "kind"), name="directory_org_region_kind", condition=ON_ITS_OWN),
            models.Index(fields=("department", "kind"), name="directory_org_dept_kind", condition=ON_ITS_OWN),
            models.Index(fields=("region", "-weight"), name="directory_org_region_weight", condition=ON_ITS_OWN),
            models.Index(fields=("commune", "-weight"), name="directory_org_commune_weight", condition=ON_ITS_OWN),
            models.Index(fields=("department", "-weight"), name="directory_org_dept_weight", condition=ON_ITS_OWN),
            models.Index(
                fields=("merged_into",), name="directory_org_merged", condition=models.Q(merged_into__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        """The kind in words; Django's own method works out every label again each time, and a page shows dozens."""
        return str(KINDS.get(self.kind, self.kind))

    def get_absolute_url(self) -> str:
        """The public page."""
        return page_of("directory:organisation", self.slug)
