"""News of joint projects."""

from dataclasses import dataclass


@dataclass(frozen=True)
class JointProjectChanged:
    """A joint project began, moved, changed its partners, or who may read it has changed."""

    project_id: int
