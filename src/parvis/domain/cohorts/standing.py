"""What an account is to a jury, an application or a cohort: the facts that both rules and selectors stand on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, Sponsorship
from parvis.domain.calls.standing import managed_call_ids, runs_all_calls, written_by
from parvis.domain.cohorts.enums import Tie
from parvis.domain.cohorts.models import Juror, Jury
from parvis.domain.directory.models import Access, Membership
from parvis.domain.directory.standing import account_of, lasting

BEFORE_THE_JURY = (ApplicationState.IN_REVIEW, ApplicationState.SHORTLISTED)
"""States in which an application waits for its first decision."""

DECIDABLE = (*BEFORE_THE_JURY, ApplicationState.WAITLISTED)
"""States in which a decision may still be made known."""

SEEN_BY_THE_JURY = (*DECIDABLE, ApplicationState.ACCEPTED, ApplicationState.REJECTED)
"""States in which an application stands on the list of the jury."""


def manages(actor: Actor, call_id: int) -> bool:
    """Whether the account runs this call."""
    if runs_all_calls(actor):
        return True
    user = account_of(actor)
    return user is not None and managed_call_ids(user).filter(call_id=call_id).exists()


def seat_of(actor: Actor, jury: Jury) -> Juror | None:
    """The account's seat on the jury."""
    user = account_of(actor)
    return Juror.objects.filter(jury=jury, user=user).first() if user is not None else None


@dataclass(frozen=True, slots=True)
class Interest:
    """Why somebody cannot decide about an application, with the organisation where there is one."""

    tie: Tie
    organisation: str = ""


def interests_of(actor: Actor, jury: Jury, application_ids: Collection[int]) -> dict[int, list[Interest]]:
    """What ties the account to these applications: its organisation applies or sponsors, or it writes them."""
    user = account_of(actor)
    found: dict[int, list[Interest]] = defaultdict(list)
    if user is None:
        return found
    own = own_organisations(user, jury)
    applications = Application.objects.filter(pk__in=application_ids).order_by()
    theirs = applications.filter(Q(organisation__in=own) | written_by(user)).distinct()
    tied = list(theirs.values_list("pk", "organisation_id", "organisation__name"))
    for pk, organisation, name in tied:
        if organisation in own:
            found[pk].append(Interest(Tie.APPLIES, name))
    sponsored = Sponsorship.objects.filter(application__in=application_ids, sponsor__in=own).order_by("id")
    for pk, name in sponsored.values_list("application_id", "sponsor__name"):
        found[pk].append(Interest(Tie.SPONSORS, name))
    for pk, _organisation, _name in tied:
        if pk not in found:
            found[pk].append(Interest(Tie.WRITES))
    return found


def own_organisations(user: User, jury: Jury) -> set[int]:
    """The organisations for which the account speaks or works, and the one for which it sits on the jury. One query."""
    column = "organisation_id"
    speaks = Access.objects.filter(user=user).order_by().values_list(column)
    works = Membership.objects.filter(lasting(), person__account=user).order_by().values_list(column)
    sits = Juror.objects.filter(jury=jury, user=user, organisation__isnull=False).order_by().values_list(column)
    return {pk for (pk,) in speaks.union(works, sits)}
