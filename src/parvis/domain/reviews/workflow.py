"""What may happen to a panel in each state."""

from parvis.domain.reviews.enums import PanelAction as Act
from parvis.domain.reviews.enums import PanelState as State

TRANSITIONS = {
    (State.PREPARING, Act.INVITE_DECLARATIONS): State.DECLARING,
    (State.PREPARING, Act.START): State.REVIEWING,
    (State.DECLARING, Act.START): State.REVIEWING,
    (State.REVIEWING, Act.DISCUSS): State.DISCUSSING,
    (State.REVIEWING, Act.CLOSE): State.CLOSED,
    (State.DISCUSSING, Act.CLOSE): State.CLOSED,
    (State.DECLARING, Act.BACK): State.PREPARING,
    (State.REVIEWING, Act.BACK): State.DECLARING,
    (State.DISCUSSING, Act.BACK): State.REVIEWING,
    (State.CLOSED, Act.BACK): State.DISCUSSING,
}
"""From state and action to the next state; what is not here is refused."""
