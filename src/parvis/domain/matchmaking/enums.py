"""What suggestions are for, and what people say of them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Subject(models.TextChoices):
    """For what somebody is suggested."""

    ORGANISATION = "organisation", pgettext_lazy("suggestion", "an organisation")
    NOTICE = "notice", pgettext_lazy("suggestion", "a need or an offer")
    OPPORTUNITY = "opportunity", pgettext_lazy("suggestion", "a call to partner for")


class Thumb(models.TextChoices):
    """What somebody thinks of a suggestion."""

    UP = "up", pgettext_lazy("suggestion", "useful")
    DOWN = "down", pgettext_lazy("suggestion", "not useful")


class DownReason(models.TextChoices):
    """Why a suggestion is not useful; what follows from it is in rules of choice, not here."""

    KNOWN = "known", pgettext_lazy("suggestion", "we know each other already")
    NOT_OUR_SUBJECT = "not_our_subject", pgettext_lazy("suggestion", "not our subject")
    COMPETITOR = "competitor", pgettext_lazy("suggestion", "a competitor")
    TRIED = "tried", pgettext_lazy("suggestion", "tried, without success")
    WRONG_FACTS = "wrong_facts", pgettext_lazy("suggestion", "the reasons are wrong")
    OTHER = "other", pgettext_lazy("suggestion", "another reason")
