"""The introductions of an account's organisations: to answer, under way, past."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import pgettext_lazy

from parvis.base.accounts.models import User
from parvis.domain.directory.enums import WRITERS, AccessLevel
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.standing import organisations_of
from parvis.domain.introductions.enums import LIVING, Answer, IntroductionState, Position
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.standing import sides_of_account

ASKING = (IntroductionState.PROPOSED, IntroductionState.RETURNED)
AGREED = (IntroductionState.ACCEPTED, IntroductionState.MET)


class OwnTab(models.TextChoices):
    """What there is to do."""

    ANSWER = "answer", pgettext_lazy("introductions", "To answer")
    UNDER_WAY = "under_way", pgettext_lazy("introductions", "Under way")
    PAST = "past", pgettext_lazy("introductions", "Past")


def own_sides(user: User, organisation: Organisation | None = None) -> QuerySet[IntroductionSide]:
    """The sides on which the account stands, perhaps those of one organisation only."""
    rows = IntroductionSide.objects.filter(sides_of_account(user, *AccessLevel.values))
    return rows.filter(organisation=organisation) if organisation else rows


def own_introductions(user: User, tab: OwnTab, organisation: Organisation | None = None) -> QuerySet[Introduction]:
    """Those of one tab: what waits longest first, what is past last first."""
    own = own_sides(user, organisation).filter(introduction=OuterRef("pk"))
    to_answer = Exists(own.filter(_to_answer()))
    rows = Introduction.objects.filter(Exists(own))
    if tab == OwnTab.PAST:
        return rows.exclude(state__in=LIVING).order_by("-closed_at", "-pk")
    if tab == OwnTab.ANSWER:
        return rows.filter(to_answer).order_by("moved_at", "pk")
    return rows.filter(state__in=LIVING).exclude(to_answer).order_by("-moved_at", "-pk")


def tab_counts(user: User, organisation: Organisation | None = None) -> dict[OwnTab, int]:
    """How many there are under each tab."""
    return {tab: own_introductions(user, tab, organisation).count() for tab in OwnTab}


def _to_answer() -> Q:
    """An answer is awaited, or what came of it."""
    waits = Q(answer=Answer.OPEN, introduction__state__in=ASKING)
    return waits | Q(outcome="", outcome_asked_at__isnull=False, introduction__state__in=AGREED)


@dataclass(frozen=True)
class OwnLine:
    """An introduction as one of its sides reads it in a list."""

    introduction: Introduction
    own: IntroductionSide
    other: IntroductionSide
    is_asked: bool
    is_asked_outcome: bool


def own_lines(user: User, introductions: Iterable[Introduction]) -> list[OwnLine]:
    """Each with its two sides, the own one first; three queries."""
    listed = list(introductions)
    rows = IntroductionSide.objects.filter(introduction__in=listed).select_related("organisation", "person")
    sides: dict[int, list[IntroductionSide]] = {}
    for side in rows.order_by("introduction", "position"):
        sides.setdefault(side.introduction_id, []).append(side)
    rights = set(Access.objects.filter(user=user).values_list("organisation_id", flat=True))
    writes = set(organisations_of(user, *WRITERS))
    return [_line(user, one, sides[one.pk], rights, writes) for one in listed]


def _line(
    user: User, introduction: Introduction, sides: list[IntroductionSide], rights: set[int], writes: set[int]
) -> OwnLine:
    def is_chosen(side: IntroductionSide) -> bool:
        return side.account_id == user.pk or (side.person is not None and side.person.account_id == user.pk)

    def rank(side: IntroductionSide) -> tuple[bool, bool, bool]:
        answers = side.answer == Answer.OPEN and (is_chosen(side) or side.organisation_id in writes)
        return (not answers, not (is_chosen(side) or side.organisation_id in rights), side.position != Position.FIRST)

    own, other = sorted(sides, key=rank)
    may = is_chosen(own) or own.organisation_id in writes
    asked = may and own.answer == Answer.OPEN and introduction.state in ASKING
    outcome = may and not own.outcome and own.outcome_asked_at is not None and introduction.state in AGREED
    return OwnLine(introduction, own, other, asked, outcome)
