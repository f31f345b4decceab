"""States, answers, reasons and outcomes of introductions."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class IntroductionState(models.TextChoices):
    """Where an introduction stands; see workflow.py."""

    PROPOSED = "proposed", pgettext_lazy("introduction", "proposed")
    RETURNED = "returned", pgettext_lazy("introduction", "back with the campus")
    ACCEPTED = "accepted", pgettext_lazy("introduction", "accepted by both")
    MET = "met", pgettext_lazy("introduction", "they met")
    CLOSED = "closed", pgettext_lazy("introduction", "closed with an outcome")
    DECLINED = "declined", pgettext_lazy("introduction", "declined")
    EXPIRED = "expired", pgettext_lazy("introduction", "expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("introduction", "withdrawn")


LIVING = (
    IntroductionState.PROPOSED,
    IntroductionState.RETURNED,
    IntroductionState.ACCEPTED,
    IntroductionState.MET,
)
"""States in which somebody has still something to do; they count for the load of both."""


class IntroductionAction(StrEnum):
    """What happens to an introduction."""

    ACCEPT = "accept"
    DECLINE = "decline"
    RETURN = "return"
    ASK_AGAIN = "ask_again"
    MEET = "meet"
    CLOSE = "close"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


class Answer(models.TextChoices):
    """What a side says."""

    OPEN = "open", pgettext_lazy("answer", "has not answered")
    ACCEPTED = "accepted", pgettext_lazy("answer", "accepts")
    DECLINED = "declined", pgettext_lazy("answer", "declines")


class DeclineReason(models.TextChoices):
    """Why a side declines."""

    NO_TIME = "no_time", pgettext_lazy("declines", "no time at the moment")
    KNOWN = "known", pgettext_lazy("declines", "we know each other already")
    NOT_OURS = "not_ours", pgettext_lazy("declines", "not our subject")
    WRONG_PERSON = "wrong_person", pgettext_lazy("declines", "not the right person here")
    INTERESTS = "interests", pgettext_lazy("declines", "competing interests")
    OTHER = "other", pgettext_lazy("declines", "another reason")


class Outcome(models.TextChoices):
    """What came of a meeting, as each side says."""

    PROJECT = "project", pgettext_lazy("outcome", "a joint project")
    HELPED = "helped", pgettext_lazy("outcome", "it helped")
    NO_HELP = "no_help", pgettext_lazy("outcome", "it did not help")
    UNREACHABLE = "unreachable", pgettext_lazy("outcome", "the other could not be reached")
    NOT_FOR_ME = "not_for_me", pgettext_lazy("outcome", "it was not for us")


class ProposedBy(models.TextChoices):
    """Who wanted the introduction."""

    CAMPUS = "campus", pgettext_lazy("introduction", "the campus")
    FIRST = "first", pgettext_lazy("introduction", "the one who looks for something")
    SECOND = "second", pgettext_lazy("introduction", "the one who was found")


class Position(models.TextChoices):
    """Which of the two a side is: the one who looks for something, or the one who was found."""

    FIRST = "first", pgettext_lazy("introduction", "looks for something")
    SECOND = "second", pgettext_lazy("introduction", "was found")
