"""Outside calls that organisations could answer together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.addresses import page_of
from parvis.core.models import Timestamped
from parvis.domain.needs.enums import ImportState, WantedRole


class Opportunity(Timestamped):
    """A call of somebody else, for which partners are to be found; money in euros, for each grant.

    `source` is the register that it was read from, or empty when it was entered here: then `code` is its slug.
    `is_announced` says that it took no proposals yet on the day `source_on`.
    """

    source = models.CharField(_("source"), max_length=30, blank=True)
    code = models.CharField(_("code"), max_length=120)
    slug = models.SlugField(_("address of the page"), max_length=160, unique=True)
    title = models.CharField(_("title"), max_length=400)
    language = models.CharField(_("language of the text"), max_length=2, default="en")
    text = models.TextField(_("text"), blank=True)
    programme = models.CharField(_("programme"), max_length=120, blank=True)
    call_code = models.CharField(_("code of the call"), max_length=120, blank=True)
    call_title = models.CharField(_("title of the call"), max_length=300, blank=True)
    stage = models.CharField(_("stages"), max_length=40, blank=True)
    is_announced = models.BooleanField(_("announced, not open yet"), default=False)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    budget_min = models.DecimalField(_("least grant"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_max = models.DecimalField(_("highest grant"), max_digits=14, decimal_places=2, null=True, blank=True)
    grants = models.PositiveSmallIntegerField(_("grants expected"), null=True, blank=True)
    url = models.URLField(_("page of the call"), max_length=400, blank=True)
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    source_on = models.DateField(_("as of"), null=True, blank=True)
    is_hidden = models.BooleanField(_("not for this campus"), default=False)

    class Meta:
        verbose_name = _("call to partner for")
        verbose_name_plural = _("calls to partner for")
        ordering = ("deadline", "code", "id")
        constraints = (models.UniqueConstraint(fields=("source", "code"), name="needs_opportunity_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return page_of("needs:opportunity", self.slug)


class Interest(models.Model):
    """An organisation would answer an opportunity and says so to those who may act for others."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="interests")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("as"), max_length=12, choices=WantedRole.choices, default=WantedRole.EITHER)
    text = models.TextField(_("what it would bring, and whom it misses"), blank=True)
    said_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("interest in a call")
        verbose_name_plural = _("interests in calls")
        ordering = ("said_at", "id")
        constraints = (models.UniqueConstraint(fields=("opportunity", "organisation"), name="needs_interest_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.opportunity}"


class OpportunityImport(models.Model):
    """A file of calls that somebody looks at before it is applied.

    `rows` are the calls as they were read, `refused` the others, each with its line and the reasons. Both go when the
    import is applied or discarded; `counts` stay.
    """

    source = models.CharField(_("source"), max_length=30)
    file_name = models.CharField(_("file"), max_length=200)
    as_of = models.DateField(_("as of"))
    rows = models.JSONField(_("calls"), default=list)
    refused = models.JSONField(_("what was refused"), default=list)
    counts = models.JSONField(_("figures"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.STAGED)
    staged_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField(_("read"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of calls to partner for")
        verbose_name_plural = _("imports of calls to partner for")
        ordering = ("-staged_at", "-id")

    def __str__(self) -> str:
        return self.file_name
