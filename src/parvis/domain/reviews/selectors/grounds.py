"""What ties reviewers to applicants, in what the campus knows.

Everything is read in a fixed number of queries and compared in memory, through indexes by organisation and by domain:
the cost follows what is found, not the number of pairs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from parvis.domain.reviews.enums import ConflictKind
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.families import kinships, names_of
from parvis.domain.reviews.selectors.parties import (
    ApplicantSide,
    ReviewerSide,
    applicant_sides,
    organisations_in,
    reviewer_sides,
)
from parvis.domain.reviews.selectors.projects import shared_projects

Key = tuple[int, int, str]
"""A reviewer, an application, and the kind of what ties them."""
Facts = dict[str, Any]
Found = Iterator[tuple[Key, Facts]]


def grounds_of(
    panel: Panel, *, reviewers: Collection[int] | None = None, applications: Collection[int] | None = None
) -> dict[Key, Facts]:
    """Every tie between the panel's reviewers and applications (or some of them), with the facts that tell it."""
    ones = reviewer_sides(panel, reviewers)
    others = applicant_sides(panel, applications)
    if not ones or not others:
        return {}
    by_organisation: dict[int, list[ApplicantSide]] = defaultdict(list)
    for other in others:
        by_organisation[other.organisation_id].append(other)
    found: dict[Key, Facts] = {}
    for ground in (
        *_same_organisation(ones, by_organisation),
        *_sponsors(ones, others),
        *_authors(ones, others),
        *_domains(ones, others),
        *_family(panel, ones, by_organisation),
        *_projects(panel, ones, by_organisation),
    ):
        found.setdefault(*ground)
    return found


def _same_organisation(ones: list[ReviewerSide], applying: dict[int, list[ApplicantSide]]) -> Found:
    """The applicant is, was, or is said to be near the reviewer's own organisation."""
    for one in ones:
        for organisation, name in one.organisations.items():
            facts: Facts = {"organisation": name, "title": one.titles.get(organisation, "")}
            for other in applying.get(organisation, ()):
                yield (one.pk, other.pk, ConflictKind.SAME_ORGANISATION), facts
        for organisation, past in one.former.items():
            starts = past.starts_on.year if past.starts_on else None
            gone: Facts = {"organisation": past.name, "from": starts, "until": past.ends_on.year}
            for other in applying.get(organisation, ()) if organisation not in one.organisations else ():
                yield (one.pk, other.pk, ConflictKind.FORMER_MEMBER), gone
        for organisation, name in one.named.items():
            for other in applying.get(organisation, ()):
                yield (one.pk, other.pk, ConflictKind.NAMED_TIE), {"organisation": name}


def _sponsors(ones: list[ReviewerSide], others: list[ApplicantSide]) -> Found:
    """The reviewer's organisation speaks for the applicant."""
    belonging = organisations_in(ones)
    for other in others:
        for sponsor, name in other.sponsors.items():
            for one in belonging.get(sponsor, ()):
                yield (one.pk, other.pk, ConflictKind.SPONSORSHIP), {"sponsor": name, "applicant": other.name}


def _authors(ones: list[ReviewerSide], others: list[ApplicantSide]) -> Found:
    """The reviewer writes the application, or was invited to."""
    by_user = {one.user_id: one for one in ones if one.user_id}
    by_email = {email: one for one in ones for email in one.emails}
    for other in others:
        writers = [by_user.get(user) for user in other.users] + [by_email.get(email) for email in other.emails]
        for one in writers:
            if one is not None:
                yield (one.pk, other.pk, ConflictKind.APPLICANT), {"applicant": other.name}


def _domains(ones: list[ReviewerSide], others: list[ApplicantSide]) -> Found:
    """Both have addresses of one domain, or of a domain below the other's."""
    exact: dict[str, list[ApplicantSide]] = defaultdict(list)
    below: dict[str, list[ApplicantSide]] = defaultdict(list)
    for other in others:
        for domain in other.domains:
            exact[domain].append(other)
            for upper in _uppers(domain):
                below[upper].append(other)
    for one in ones:
        for domain in sorted(one.domains):
            for upper in (domain, *_uppers(domain)):
                for other in exact.get(upper, ()):
                    yield (one.pk, other.pk, ConflictKind.MAIL_DOMAIN), {"domain": upper, "applicant": other.name}
            for other in below.get(domain, ()):
                yield (one.pk, other.pk, ConflictKind.MAIL_DOMAIN), {"domain": domain, "applicant": other.name}


def _uppers(domain: str) -> list[str]:
    """The domains above one: lab.example.org is below example.org."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(1, len(labels) - 1)]


def _family(panel: Panel, ones: list[ReviewerSide], applying: dict[int, list[ApplicantSide]]) -> Found:
    """Their organisations are parent and child, or sisters."""
    belonging = organisations_in(ones)
    found = kinships(belonging, applying, panel.family_depth)
    names = names_of({kinship.common for kinship in found.values()})
    for (mine, theirs), kinship in found.items():
        for one in belonging[mine]:
            if theirs in one.organisations:
                continue
            for other in applying[theirs]:
                facts = {
                    "organisation": one.organisations[mine],
                    "applicant": other.name,
                    "relation": kinship.relation,
                    "common": names.get(kinship.common, ""),
                }
                yield (one.pk, other.pk, ConflictKind.FAMILY), facts


def _projects(panel: Panel, ones: list[ReviewerSide], applying: dict[int, list[ApplicantSide]]) -> Found:
    """Their organisations worked together in a project that is not long past."""
    belonging = organisations_in(ones)
    for (mine, theirs), shared in shared_projects(belonging, applying, panel.conflict_years).items():
        for one in belonging[mine]:
            for other in applying[theirs]:
                facts = {
                    "organisation": one.organisations[mine],
                    "applicant": other.name,
                    "number": len(shared.projects),
                    "projects": shared.newest,
                }
                yield (one.pk, other.pk, ConflictKind.JOINT_PROJECT), facts
