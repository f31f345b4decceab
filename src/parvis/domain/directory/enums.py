"""States and kinds of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whether an organisation is alive."""

    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    CLOSED = "closed", _("closed")
    UNKNOWN = "unknown", _("not known")


class NameKind(models.TextChoices):
    """What a further name of an organisation is."""

    ALIAS = "alias", _("other name")
    ACRONYM = "acronym", _("acronym")
    FORMER = "former", _("former name")
    OFFICIAL = "official", _("registered name")


class Scheme(models.TextChoices):
    """Registers that number organisations."""

    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET"
    ROR = "ror", "ROR"
    RNSR = "rnsr", "RNSR"
    FINESS = "finess", "FINESS"
    FINESS_EJ = "finess_ej", _("FINESS (legal entity)")
    UAI = "uai", "UAI"
    PIC = "pic", "PIC"
    VAT = "vat", _("VAT")
    WIKIDATA = "wikidata", "Wikidata"
    GRID = "grid", "GRID"
    ISNI = "isni", "ISNI"
    FUNDREF = "fundref", "FundRef"
    IDREF = "idref", "IdRef"
    LABEL = "label", _("lab label (UMR, U…)")


class RelationKind(models.TextChoices):
    """How an organisation belongs to another one."""

    SUPERVISION = "supervision", _("supervised by")
    PART = "part", _("part of")
    SUBSIDIARY = "subsidiary", _("subsidiary of")
    SPIN_OFF = "spin_off", _("came out of")
    HOSTED = "hosted", _("hosted by")
    ASSOCIATED = "associated", _("associated with")


class LinkKind(models.TextChoices):
    """What a link of an organisation leads to."""

    WEBSITE = "website", _("website")
    SOCIAL = "social", _("social network")
    REGISTER = "register", _("entry in a register")
    OTHER = "other", _("other")


class PositionPrecision(models.TextChoices):
    """How exact the coordinates are."""

    ADDRESS = "address", _("at the address")
    COMMUNE = "commune", _("centre of the commune")


class AccessLevel(models.TextChoices):
    """What an account may do for one organisation."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    READER = "reader", _("reader")


WRITERS = (AccessLevel.OWNER, AccessLevel.EDITOR)
"""The rights with which an account speaks and writes for an organisation."""


class Visibility(models.TextChoices):
    """Who may see the contact details of a person."""

    PUBLIC = "public", _("everyone")
    SIGNED_IN = "signed_in", _("whoever is signed in")
    TEAM = "team", _("the campus team and the person's organisations")
