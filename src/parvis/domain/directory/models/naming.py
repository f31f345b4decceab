"""Names, identifiers and links of an organisation, each with its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.enums import LinkKind, NameKind, Scheme
from parvis.domain.directory.models.organisation import Organisation

HUMAN = "human"
"""The source code of what a person wrote here; it wins over every register."""


class Sourced(models.Model):
    """Knows which source said it, and as of which day."""

    source = models.CharField(_("source"), max_length=30, default=HUMAN)
    source_on = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        abstract = True


class Name(Sourced):
    """A further name of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices, default=NameKind.ALIAS)
    language = models.CharField(_("language"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = (models.UniqueConstraint(fields=("organisation", "text", "kind"), name="directory_name_once"),)

    def __str__(self) -> str:
        return self.text


class Identifier(Sourced):
    """The number of an organisation in a register; one number of a scheme belongs to one organisation only.

    `label` values (UMR 8520) are the exception: they may be shared, and are kept unique by organisation.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=12, choices=Scheme.choices)
    value = models.CharField(_("number"), max_length=60)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "scheme", "value"), name="directory_identifier_once"),
            models.UniqueConstraint(
                fields=("scheme", "value"),
                condition=~models.Q(scheme__in=("label", "siren", "finess_ej", "vat")),
                name="directory_identifier_unique",
            ),
        )
        indexes = (models.Index(fields=("scheme", "value"), name="directory_identifier_value"),)

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class Link(Sourced):
    """An address on the web."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind.choices, default=LinkKind.OTHER)
    url = models.URLField(_("address"), max_length=500)
    title = models.CharField(_("title"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = (models.UniqueConstraint(fields=("organisation", "url"), name="directory_link_once"),)

    def __str__(self) -> str:
        return self.title or self.url
