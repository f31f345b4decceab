"""What an account is to a panel: the facts that both rules and selectors stand on."""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, has_role
from parvis.domain.reviews.enums import ReviewerState
from parvis.domain.reviews.models import Reviewer


def is_programme(actor: Actor) -> bool:
    """Programme managers and campus administrators, who run every call."""
    return has_role(actor, Role.PROGRAMME)


def is_own(actor: Actor, reviewer: Reviewer) -> bool:
    """True when the reviewer is the account itself and sits on the panel."""
    return (
        isinstance(actor, User)
        and actor.is_active
        and reviewer.user_id == actor.pk
        and reviewer.state == ReviewerState.ACCEPTED
    )
