"""What a weekly digest says to an account."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Access
from parvis.domain.directory.standing import organisations_of
from parvis.domain.introductions.enums import Answer, IntroductionState
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import DigestChoice, DigestLine, Suggestion
from parvis.domain.matchmaking.selectors.pairs import without_closed
from parvis.domain.matchmaking.wording import sentences
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.notices import open_notices

MOST = 3
"""Suggestions in one digest."""
SOON = dt.timedelta(days=14)
"""Notices that end within this time are mentioned."""
ASKED = (IntroductionState.PROPOSED, IntroductionState.RETURNED)


@dataclass(frozen=True, slots=True)
class Digest:
    """New suggestions, introductions that wait for the answer of the reader's organisations, and notices that end."""

    lines: Sequence[Suggestion]
    waiting: Sequence[IntroductionSide]
    ending: Sequence[Notice]

    @property
    def is_empty(self) -> bool:
        """Nothing to write about."""
        return not (self.lines or self.waiting or self.ending)

    @property
    def reasons(self) -> list[tuple[Suggestion, list[str]]]:
        """Each suggestion with its two best reasons in the language of the mail."""
        return [(line, sentences(line.reasons, 2)) for line in self.lines]


def readers(*, looked_before: dt.datetime) -> QuerySet[User]:
    """Accounts that may write for an organisation, want digests, and had their turn before this moment only."""
    mine = DigestChoice.objects.filter(user=OuterRef("pk"))
    done = mine.filter(Q(is_off=True) | Q(looked_at__gte=looked_before))
    writes = Access.objects.filter(user=OuterRef("pk"), level__in=WRITERS)
    return User.objects.filter(Exists(writes), ~Exists(done), is_active=True).order_by("pk")


def wants_digest(user: User) -> bool:
    """True until the account says that it wants none."""
    return not DigestChoice.objects.filter(user=user, is_off=True).exists()


def digest_of(user: User) -> Digest:
    """What there is to say to the account this week; four queries."""
    own = organisations_of(user, *WRITERS)
    waiting = IntroductionSide.objects.filter(
        organisation__in=own, answer=Answer.OPEN, introduction__state__in=ASKED
    ).select_related("introduction", "organisation")
    today = clock.today()
    ending = open_notices().filter(organisation__in=own, ends_on__gte=today, ends_on__lte=today + SOON)
    return Digest(_new(user), list(waiting.order_by("pk")), list(ending.order_by("ends_on", "pk")))


def _new(user: User) -> list[Suggestion]:
    """The best suggestions that no digest of this account held, each organisation once."""
    told = DigestLine.objects.filter(user=user, organisation=OuterRef("organisation"), other=OuterRef("other"))
    rows = Suggestion.objects.filter(
        ~Exists(told),
        organisation__in=organisations_of(user, *WRITERS),
        subject__in=(Subject.ORGANISATION, Subject.NOTICE),
        found=None,
        person=None,
    )
    rows = without_closed(rows).select_related("organisation", "other__region", "notice")
    best: dict[int, Suggestion] = {}
    for row in rows.order_by("-score", "pk")[: MOST * 10]:
        best.setdefault(row.other_id, row)
    return list(best.values())[:MOST]
