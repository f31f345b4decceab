"""What may happen to a decision in each state."""

from parvis.domain.cohorts.enums import DecisionAction as Act
from parvis.domain.cohorts.enums import DecisionState as State

TRANSITIONS = {
    (State.PENDING, Act.NOTIFY): State.NOTIFIED,
    (State.NOTIFIED, Act.PROMOTE): State.PENDING,  # from the waiting list, when a place is free
    (State.NOTIFIED, Act.CONFIRM): State.CONFIRMED,
    (State.NOTIFIED, Act.DECLINE): State.DECLINED,
    (State.NOTIFIED, Act.LAPSE): State.LAPSED,
    (State.CONFIRMED, Act.DECLINE): State.DECLINED,
}
"""From state and action to the next state; what is not here is refused."""
