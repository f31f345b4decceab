"""What an account has to do with organisations: its own, what waits for its answer, what it asked for, who is near."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Membership, Organisation
from parvis.domain.directory.selectors.briefs import Brief
from parvis.domain.directory.selectors.neighbours import neighbours_by_theme
from parvis.domain.directory.selectors.organisations import is_old
from parvis.domain.directory.selectors.sources import field_sources
from parvis.domain.directory.standing import lasting
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim, Correction, Invitation, PersonClaim
from parvis.domain.stewardship.selectors.requests import person_claims_for_owner, waiting_for_owner

MOST = 12
FEW = 4
LATELY = dt.timedelta(days=30)
"""How long an answer stays in sight."""


@dataclass(frozen=True)
class Own:
    """An organisation over which an account has a right, and how many people and accounts are around it."""

    organisation: Organisation
    level: str
    level_name: str
    looks_old: bool
    description_missing: bool
    people: int
    accounts: int
    invited: int

    @property
    def can_write(self) -> bool:
        """True for owners and editors."""
        return self.level != AccessLevel.READER

    @property
    def is_owner(self) -> bool:
        """True for owners, who answer for it."""
        return self.level == AccessLevel.OWNER

    @property
    def was_never_confirmed(self) -> bool:
        """True when nobody has ever said that its page is right."""
        return self.organisation.confirmed_at is None


def own_organisations(user: User) -> list[Own]:
    """The organisations of an account, what looks old first; four queries."""
    rows = list(Access.objects.filter(user=user).select_related("organisation")[:MOST])
    ids = [row.organisation_id for row in rows]
    people = _counts(Membership.objects.filter(lasting(), organisation__in=ids), "person")
    accounts = _counts(Access.objects.filter(organisation__in=ids), "user")
    open_invitations = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=clock.now())
    invited = _counts(open_invitations.filter(organisation__in=ids), "pk")
    found = []
    for row in rows:
        organisation = row.organisation
        old = organisation.confirmed_at is None or is_old(organisation, list(field_sources(organisation).values()))
        missing = not (organisation.description_fr and organisation.description_en)
        around = (of.get(organisation.pk, 0) for of in (people, accounts, invited))
        found.append(Own(organisation, row.level, row.get_level_display(), old, missing, *around))
    return sorted(found, key=lambda own: (not own.looks_old, own.organisation.name))


def has_organisation(user: User) -> bool:
    """True for whoever holds a right over an organisation."""
    return Access.objects.filter(user=user).exists()


def _counts(rows: "QuerySet[Any]", what: str) -> dict[int, int]:
    return dict(rows.order_by().values_list("organisation").annotate(count=Count(what, distinct=True)))


def to_answer(user: User) -> list[Correction | PersonClaim]:
    """What waits for an owner: corrections of their organisations, and accounts that say to be one of their people."""
    return [*waiting_for_owner(user)[:MOST], *person_claims_for_owner(user)[:MOST]]


def asked_for(user: User) -> list[Claim | Correction | PersonClaim]:
    """What the account asked for and waits for, or was answered lately; the newest first.

    An accepted “this is me” is left out: who one is in the directory says it better.
    """
    fresh = Q(state=RequestState.PENDING) | Q(decided_at__gt=clock.now() - LATELY)
    shown = fresh & Q(asked_by=user) & ~Q(state=RequestState.WITHDRAWN)
    found: list[Claim | Correction | PersonClaim] = [
        *Claim.objects.filter(shown).select_related("organisation")[:MOST],
        *Correction.objects.filter(shown).select_related("organisation")[:MOST],
        *PersonClaim.objects.filter(shown).exclude(state=RequestState.ACCEPTED).select_related("person")[:MOST],
    ]
    return sorted(found, key=lambda item: item.asked_at, reverse=True)[:MOST]


def close_to(user: User) -> tuple[Organisation | None, list[Brief]]:
    """The first of the account's organisations that has a theme, and a few that share it."""
    rows = Access.objects.filter(user=user, organisation__themes__isnull=False).select_related("organisation")
    access = rows.order_by("organisation__name", "pk").first()
    if access is None:
        return None, []
    themes = list(access.organisation.themes.values_list("pk", flat=True))
    return access.organisation, neighbours_by_theme(access.organisation, themes, limit=FEW)
