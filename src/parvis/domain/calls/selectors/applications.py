"""Applications: who sees which, who writes them, who speaks for them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.models import Application, Call, Collaborator, Round, Sponsorship
from parvis.domain.calls.standing import managed_call_ids, present, runs_all_calls, shown_to_team, written_by
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.standing import account_of


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Those that the actor writes, and the submitted ones of calls that the actor runs."""
    user = account_of(actor)
    if user is None:
        return Application.objects.none()
    if runs_all_calls(actor):
        return Application.objects.filter(shown_to_team() | written_by(user))
    run = Q(call__in=managed_call_ids(user)) & shown_to_team()
    return Application.objects.filter(run | written_by(user))


def applications_written_by(actor: Actor) -> QuerySet[Application]:
    """Those that the actor writes."""
    user = account_of(actor)
    return Application.objects.filter(written_by(user)) if user else Application.objects.none()


def applications_of_call(call: Call) -> QuerySet[Application]:
    """What was submitted to a call; the caller has checked who asks."""
    return Application.objects.filter(shown_to_team(), call=call)


def applications_of_calls(calls: QuerySet[Call]) -> QuerySet[Application]:
    """The same of several calls."""
    return Application.objects.filter(shown_to_team(), call__in=calls)


def applications_of_round(round: Round) -> QuerySet[Application]:  # noqa: A002 -- what it is
    """What was submitted to a round, with the organisations; the caller has checked who asks."""
    return Application.objects.filter(shown_to_team(), round=round).select_related("organisation")


def members_of(application: Application) -> list[User]:
    """The living accounts that write the application: who began it first, then colleagues, then owners."""
    ids = [application.created_by_id]
    ids += Collaborator.objects.filter(present(), application=application).values_list("user_id", flat=True)
    owners = Access.objects.filter(organisation=application.organisation_id, level=AccessLevel.OWNER)
    ids += owners.order_by("pk").values_list("user_id", flat=True)
    users = User.objects.filter(is_active=True, erased_at=None).in_bulk({pk for pk in ids if pk})
    return [users[pk] for pk in dict.fromkeys(ids) if pk in users]


def members_of_applications(applications: Iterable[Application]) -> dict[int, list[User]]:
    """The same for many, in four queries."""
    rows = list(applications)
    ids: dict[int, list[int]] = {row.pk: [row.created_by_id] if row.created_by_id else [] for row in rows}
    invited = Collaborator.objects.filter(present(), application__in=ids).order_by("pk")
    for application, user in invited.values_list("application_id", "user_id"):
        ids[application].append(user)
    owners = defaultdict(list)
    accesses = Access.objects.filter(organisation__in={row.organisation_id for row in rows}, level=AccessLevel.OWNER)
    for organisation, user in accesses.order_by("pk").values_list("organisation_id", "user_id"):
        owners[organisation].append(user)
    for row in rows:
        ids[row.pk] += owners[row.organisation_id]
    users = User.objects.filter(is_active=True, erased_at=None).in_bulk({pk for found in ids.values() for pk in found})
    return {pk: [users[user] for user in dict.fromkeys(found) if user in users] for pk, found in ids.items()}


def sponsors_of(application_ids: Iterable[int]) -> dict[int, list[Organisation]]:
    """The founding members that speak for each of these applications; one query."""
    found: dict[int, list[Organisation]] = {pk: [] for pk in application_ids}
    rows = Sponsorship.objects.filter(application__in=found).select_related("sponsor").order_by("sponsor__name", "pk")
    for row in rows:
        found[row.application_id].append(row.sponsor)
    return found
