"""What an account is to a call or an application: the facts that both rules and selectors stand on."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, has_role
from parvis.domain.calls.enums import ApplicationState, CallState, Right
from parvis.domain.calls.models import Application, CallManager, Collaborator
from parvis.domain.campus.selectors.founding import is_founding_member
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access
from parvis.domain.directory.standing import account_of, organisations_of


def runs_all_calls(actor: Actor) -> bool:
    """Programme managers and administrators of the campus."""
    return has_role(actor, Role.PROGRAMME)


def may_sponsor(actor: Actor) -> bool:
    """Accounts of founding members, and programme managers on their behalf."""
    return runs_all_calls(actor) or is_founding_member(actor)


def managed_call_ids(user: User) -> QuerySet[CallManager, int]:
    """The ids of the calls that the account manages without working for the campus, for use inside a query.

    Where the call has an organiser, being its manager takes a right over that organisation, too: whoever left it no
    longer reads its applications.
    """
    of_organiser = Access.objects.filter(user=user, organisation=OuterRef("call__organiser"))
    rows = CallManager.objects.filter(Q(call__organiser=None) | Exists(of_organiser), user=user)
    return rows.values_list("call_id", flat=True)


def published() -> Q:
    """The condition for calls that everyone may read."""
    return Q(state__in=(CallState.OPEN, CallState.CLOSED, CallState.ARCHIVED))


def shown_to_team() -> Q:
    """The condition for applications that whoever runs the call may read: what was never submitted is not theirs."""
    return ~Q(state=ApplicationState.DRAFT) & ~Q(state=ApplicationState.WITHDRAWN, version=0)


def is_shown_to_team(application: Application) -> bool:
    """The same for one application."""
    if application.state == ApplicationState.DRAFT:
        return False
    return application.state != ApplicationState.WITHDRAWN or application.version > 0


def right_over(actor: Actor, application: Application) -> Right | None:
    """What the account may do with the application as one of those who write it."""
    user = account_of(actor)
    if user is None:
        return None
    if application.created_by_id == user.pk or _owns(user, application.organisation_id):
        return Right.SUBMIT
    rows = Collaborator.objects.filter(present(), application=application, user=user)
    right = rows.values_list("right", flat=True).first()
    return Right(right) if right else None


def present() -> Q:
    """The condition for colleagues who have accepted and were not removed."""
    return Q(accepted_at__isnull=False, removed_at=None, user__isnull=False)


def written_by(user: User) -> Q:
    """The condition for applications that the account writes: its own, those it was invited to, its organisations'."""
    invited = Collaborator.objects.filter(present(), user=user)
    owned = organisations_of(user, AccessLevel.OWNER)
    return Q(created_by=user) | Q(pk__in=invited.values("application_id")) | Q(organisation__in=owned)


def _owns(user: User, organisation_id: int) -> bool:
    return Access.objects.filter(user=user, organisation=organisation_id, level=AccessLevel.OWNER).exists()
