"""What may happen to a call and to an application in each state."""

from parvis.domain.calls.enums import ApplicationAction as Act
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import CallAction, CallState

CALL_TRANSITIONS = {
    (CallState.DRAFT, CallAction.OPEN): CallState.OPEN,
    (CallState.CLOSED, CallAction.OPEN): CallState.OPEN,
    (CallState.OPEN, CallAction.CLOSE): CallState.CLOSED,
    (CallState.CLOSED, CallAction.ARCHIVE): CallState.ARCHIVED,
    (CallState.ARCHIVED, CallAction.RESTORE): CallState.CLOSED,
}
"""From state and action to the next state of a call; what is not here is refused."""

TRANSITIONS = {
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.SUBMIT): State.SUBMITTED,  # a further version, before the deadline
    (State.SUBMITTED, Act.REOPEN): State.DRAFT,  # by the team, when nothing was looked at yet
    (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Act.WITHDRAW): State.WITHDRAWN,
    (State.SHORTLISTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.WAITLISTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Act.ADMIT): State.IN_REVIEW,
    (State.SUBMITTED, Act.DISMISS): State.DISMISSED,
    (State.IN_REVIEW, Act.DISMISS): State.DISMISSED,
    (State.IN_REVIEW, Act.RECALL): State.SUBMITTED,
    (State.DISMISSED, Act.RECALL): State.SUBMITTED,
    (State.IN_REVIEW, Act.SHORTLIST): State.SHORTLISTED,
    (State.SHORTLISTED, Act.RECALL): State.IN_REVIEW,
    **{
        (old, act): new
        for old in (State.IN_REVIEW, State.SHORTLISTED, State.WAITLISTED)
        for act, new in ((Act.ACCEPT, State.ACCEPTED), (Act.WAITLIST, State.WAITLISTED), (Act.REJECT, State.REJECTED))
        if old != new
    },
}
"""From state and action to the next state; what is not here is refused."""
