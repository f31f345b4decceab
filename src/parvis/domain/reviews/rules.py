"""Who may do what with a panel.

A panel belongs to a call, and whoever runs the call runs its panels. Reviewers have their right from a `Reviewer` row
that they accepted. A conflict of interest that counts takes it away for one application, whatever else one may do.
"""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.models import Call
from parvis.domain.calls.rules import can_manage_call
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Conflict, Panel, Reviewer
from parvis.domain.reviews.standing import is_own, is_programme

WRITABLE = frozenset({PanelState.REVIEWING, PanelState.DISCUSSING})
"""States of a panel in which reviews are written."""
READABLE = WRITABLE | {PanelState.CLOSED}
"""States of a panel in which reviewers read what was given to them."""


def can_manage_panels_of(actor: Actor, call: Call) -> bool:
    """Whoever manages the call."""
    return can_manage_call(actor, call)


def can_manage_panel(actor: Actor, panel: Panel) -> bool:
    """Whoever manages the call."""
    return can_manage_panels_of(actor, panel.round.call)


def can_edit_reviewer(actor: Actor, reviewer: Reviewer) -> bool:
    """The reviewer, and whoever manages the panel."""
    return is_own(actor, reviewer) or can_manage_panel(actor, reviewer.panel)


def can_waive(actor: Actor, conflict: Conflict) -> bool:
    """The programme team of the campus, but never for oneself: neither the call's other managers nor the reviewer."""
    return is_programme(actor) and isinstance(actor, User) and conflict.reviewer.user_id != actor.pk


def can_declare(actor: Actor, reviewer: Reviewer) -> bool:
    """Reviewers themselves, from the first question until the panel closes."""
    return is_own(actor, reviewer) and reviewer.panel.state != PanelState.CLOSED


def can_write_reviews(actor: Actor, reviewer: Reviewer) -> bool:
    """Reviewers themselves, while the panel reviews or discusses."""
    return is_own(actor, reviewer) and reviewer.panel.state in WRITABLE
