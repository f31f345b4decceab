"""States, roles, readers and origins of joint projects."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy

DOCUMENT_PURPOSE = "joint_projects.document"
"""What documents of joint projects are kept for."""


class ProjectState(models.TextChoices):
    """Where a joint project stands; see workflow.py."""

    IDEA = "idea", pgettext_lazy("joint project", "idea")
    FORMING = "forming", pgettext_lazy("joint project", "forming")
    RUNNING = "running", pgettext_lazy("joint project", "running")
    FINISHED = "finished", pgettext_lazy("joint project", "finished")
    ABANDONED = "abandoned", pgettext_lazy("joint project", "abandoned")


LIVING = (ProjectState.IDEA, ProjectState.FORMING, ProjectState.RUNNING)
"""States in which news is expected."""


class ProjectAction(StrEnum):
    """What happens to a joint project."""

    FORM = "form"
    START = "start"
    FINISH = "finish"
    ABANDON = "abandon"
    RESUME = "resume"


class Origin(models.TextChoices):
    """How the project came to be known here."""

    INTRODUCTION = "introduction", pgettext_lazy("joint project", "from an introduction")
    ENTERED = "entered", pgettext_lazy("joint project", "entered by hand")
    REGISTER = "register", pgettext_lazy("joint project", "taken over from a register")


class Readers(models.TextChoices):
    """Who is to read the page of a project; the public one needs the word of every partner."""

    PARTNERS = "partners", pgettext_lazy("readers", "the partners and the campus team")
    ECOSYSTEM = "ecosystem", pgettext_lazy("readers", "whoever may act for an organisation, and the campus team")
    EVERYONE = "everyone", pgettext_lazy("readers", "everyone, once every partner agrees")


class PartnerRole(models.TextChoices):
    """What an organisation is in a project."""

    COORDINATOR = "coordinator", pgettext_lazy("partner", "coordinator")
    PARTNER = "partner", pgettext_lazy("partner", "partner")
    CLINICAL_SITE = "clinical_site", pgettext_lazy("partner", "clinical site")
    DATA = "data", pgettext_lazy("partner", "holder of the data")
    FUNDER = "funder", pgettext_lazy("partner", "funder")
    CUSTOMER = "customer", pgettext_lazy("partner", "pilot customer")


class Consent(models.TextChoices):
    """What a partner says to a public page."""

    OPEN = "open", pgettext_lazy("consent", "has not answered")
    GIVEN = "given", pgettext_lazy("consent", "agrees")
    REFUSED = "refused", pgettext_lazy("consent", "refuses")


class FundingState(models.TextChoices):
    """Whether money was asked, granted or refused."""

    PLANNED = "planned", pgettext_lazy("funding", "planned")
    ASKED = "asked", pgettext_lazy("funding", "asked")
    GRANTED = "granted", pgettext_lazy("funding", "granted")
    REFUSED = "refused", pgettext_lazy("funding", "refused")
