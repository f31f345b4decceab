"""Kinds shared by everyone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    STARTUP = "startup", _("start-up")
    COMPANY = "company", _("company")
    HOSPITAL = "hospital", _("hospital or clinic")
    LAB = "lab", _("research lab")
    UNIVERSITY = "university", _("university or school")
    RESEARCH = "research", _("research organisation")
    OPERATOR = "operator", _("public operator")
    CLUSTER = "cluster", _("cluster, incubator or campus")
    ASSOCIATION = "association", _("association or foundation")
    AUTHORITY = "authority", _("public authority")
    FACILITY = "facility", _("platform or facility")
    OTHER = "other", _("other")


class Stage(models.TextChoices):
    """How far a start-up has come."""

    IDEA = "idea", _("idea")
    PROTOTYPE = "prototype", _("prototype")
    FIRST_CUSTOMERS = "first_customers", _("first customers")
    GROWTH = "growth", _("growth")
    SCALE = "scale", _("scale-up")
