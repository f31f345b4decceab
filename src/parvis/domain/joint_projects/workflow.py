"""What may happen to a joint project in each state."""

from parvis.domain.joint_projects.enums import ProjectAction as Act
from parvis.domain.joint_projects.enums import ProjectState as State

TRANSITIONS = {
    (State.IDEA, Act.FORM): State.FORMING,
    (State.IDEA, Act.START): State.RUNNING,
    (State.IDEA, Act.ABANDON): State.ABANDONED,
    (State.FORMING, Act.START): State.RUNNING,
    (State.FORMING, Act.ABANDON): State.ABANDONED,
    (State.RUNNING, Act.FINISH): State.FINISHED,
    (State.RUNNING, Act.ABANDON): State.ABANDONED,
    (State.FINISHED, Act.RESUME): State.RUNNING,
    (State.ABANDONED, Act.RESUME): State.IDEA,
}
"""From state and action to the next state; what is not here is refused."""
