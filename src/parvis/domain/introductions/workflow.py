"""What may happen to an introduction in each state."""

from parvis.domain.introductions.enums import IntroductionAction as Act
from parvis.domain.introductions.enums import IntroductionState as State

TRANSITIONS = {
    (State.PROPOSED, Act.ACCEPT): State.ACCEPTED,  # the second of the two said yes
    (State.PROPOSED, Act.DECLINE): State.DECLINED,
    (State.PROPOSED, Act.RETURN): State.RETURNED,  # a side stayed silent after the last reminder
    (State.PROPOSED, Act.WITHDRAW): State.WITHDRAWN,
    (State.PROPOSED, Act.EXPIRE): State.EXPIRED,
    (State.RETURNED, Act.ASK_AGAIN): State.PROPOSED,
    (State.RETURNED, Act.ACCEPT): State.ACCEPTED,  # a late yes is still one
    (State.RETURNED, Act.DECLINE): State.DECLINED,
    (State.RETURNED, Act.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Act.EXPIRE): State.EXPIRED,
    (State.ACCEPTED, Act.MEET): State.MET,
    (State.ACCEPTED, Act.CLOSE): State.CLOSED,
    (State.ACCEPTED, Act.EXPIRE): State.EXPIRED,
    (State.MET, Act.CLOSE): State.CLOSED,
}
"""From state and action to the next state; what is not here is refused."""
