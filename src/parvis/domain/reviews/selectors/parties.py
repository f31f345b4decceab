"""Who reviews and who applies, as far as what ties them goes: a fixed number of queries, however many there are."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from parvis.core import clock
from parvis.domain.calls.models import Collaborator, Sponsorship
from parvis.domain.directory.models import Access, Membership, Person
from parvis.domain.reviews.enums import ReviewerState
from parvis.domain.reviews.models import Panel, Reviewer, Tie
from parvis.domain.reviews.selectors.panels import applications_of
from parvis.domain.stewardship.domains import host_of, is_public, mail_domain

ASKED = (ReviewerState.INVITED, ReviewerState.ACCEPTED)
"""Those of whom conflicts are looked for; before they answer, too, so that nobody is invited in vain."""


@dataclass(slots=True)
class Former:
    """A membership that is over."""

    name: str
    starts_on: dt.date | None
    ends_on: dt.date


@dataclass(slots=True)
class ReviewerSide:
    """One reviewer: their addresses, and the organisations that they have to do with, by id."""

    pk: int
    user_id: int | None
    emails: set[str]
    organisations: dict[int, str] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    former: dict[int, Former] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)

    @property
    def domains(self) -> set[str]:
        """The mail domains that say something."""
        return {domain for domain in map(mail_domain, self.emails) if not is_public(domain)}


@dataclass(slots=True)
class ApplicantSide:
    """One application: its organisation, who writes it, who speaks for it."""

    pk: int
    organisation_id: int
    name: str
    users: set[int]
    emails: set[str]
    website: str
    sponsors: dict[int, str] = field(default_factory=dict)

    @property
    def domains(self) -> set[str]:
        """The domains of its mail addresses and of its website, without those that anybody can have."""
        found = {*map(mail_domain, self.emails), host_of(self.website)}
        return {domain for domain in found if domain and not is_public(domain)}


def reviewer_sides(panel: Panel, only: Collection[int] | None = None) -> list[ReviewerSide]:
    """The reviewers of a panel (or some of them); five queries."""
    rows = Reviewer.objects.filter(panel=panel, state__in=ASKED).select_related("user")
    if only is not None:
        rows = rows.filter(pk__in=only)
    reviewers = list(rows.order_by("id"))
    sides = {
        row.pk: ReviewerSide(row.pk, row.user_id, {row.email, *([row.user.email] if row.user else [])})
        for row in reviewers
    }
    of_user = {row.user_id: sides[row.pk] for row in reviewers if row.user_id}
    of_person: dict[int, list[ReviewerSide]] = {}
    for row in reviewers:
        if row.person_id:
            of_person.setdefault(row.person_id, []).append(sides[row.pk])
    for person_id, account_id in Person.objects.filter(account__in=of_user).values_list("pk", "account_id"):
        if of_user[account_id] not in of_person.get(person_id, []):
            of_person.setdefault(person_id, []).append(of_user[account_id])
    _add_memberships(of_person)
    _add_accesses(of_user)
    named = Tie.objects.filter(reviewer__in=sides).values_list("reviewer_id", "organisation_id", "organisation__name")
    for reviewer_id, organisation_id, name in named:
        sides[reviewer_id].named[organisation_id] = name
    return list(sides.values())


def _add_memberships(of_person: dict[int, list[ReviewerSide]]) -> None:
    today = clock.today()
    rows = Membership.objects.filter(person__in=of_person).order_by("id")
    columns = ("person_id", "organisation_id", "organisation__name", "title", "starts_on", "ends_on")
    for person_id, organisation_id, name, title, starts_on, ends_on in rows.values_list(*columns):
        for side in of_person[person_id]:
            if ends_on is not None and ends_on < today:
                side.former[organisation_id] = Former(name, starts_on, ends_on)
            else:
                side.organisations[organisation_id] = name
                side.titles[organisation_id] = title


def _add_accesses(of_user: dict[int, ReviewerSide]) -> None:
    rows = Access.objects.filter(user__in=of_user).order_by("id")
    for user_id, organisation_id, name in rows.values_list("user_id", "organisation_id", "organisation__name"):
        of_user[user_id].organisations.setdefault(organisation_id, name)


def applicant_sides(panel: Panel, only: Collection[int] | None = None) -> list[ApplicantSide]:
    """The applications of a panel (or some of them); three queries."""
    rows = applications_of(panel).select_related("organisation", "created_by", "submitted_by")
    if only is not None:
        rows = rows.filter(pk__in=only)
    sides: dict[int, ApplicantSide] = {}
    for row in rows.order_by("id"):
        people = [user for user in (row.created_by, row.submitted_by) if user is not None and user.erased_at is None]
        sides[row.pk] = ApplicantSide(
            row.pk,
            row.organisation_id,
            row.organisation.name,
            {user.pk for user in people},
            {user.email for user in people},
            row.organisation.website,
        )
    _add_collaborators(sides)
    sponsors = Sponsorship.objects.filter(application__in=sides).order_by("id")
    for application_id, sponsor_id, name in sponsors.values_list("application_id", "sponsor_id", "sponsor__name"):
        sides[application_id].sponsors[sponsor_id] = name
    return list(sides.values())


def _add_collaborators(sides: dict[int, ApplicantSide]) -> None:
    rows = Collaborator.objects.filter(application__in=sides, removed_at=None).order_by("id")
    for application_id, user_id, email in rows.values_list("application_id", "user_id", "email"):
        sides[application_id].emails.add(email.lower())
        if user_id is not None:
            sides[application_id].users.add(user_id)


def organisations_in(reviewers: Iterable[ReviewerSide]) -> dict[int, list[ReviewerSide]]:
    """The reviewers by each organisation to which they belong now."""
    found: dict[int, list[ReviewerSide]] = {}
    for side in reviewers:
        for organisation_id in side.organisations:
            found.setdefault(organisation_id, []).append(side)
    return found
