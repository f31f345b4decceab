"""What may happen to a notice in each state."""

from parvis.domain.needs.enums import NoticeAction as Act
from parvis.domain.needs.enums import NoticeState as State

TRANSITIONS = {
    (State.DRAFT, Act.PUBLISH): State.OPEN,
    (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
    (State.OPEN, Act.MEET): State.MET,
    (State.OPEN, Act.WITHDRAW): State.WITHDRAWN,
    (State.OPEN, Act.EXPIRE): State.EXPIRED,
    (State.MET, Act.REOPEN): State.OPEN,
    (State.WITHDRAWN, Act.REOPEN): State.OPEN,
    (State.EXPIRED, Act.REOPEN): State.OPEN,
}
"""From state and action to the next state; what is not here is refused."""
