"""What every page of a jury shows around its own content."""

from typing import Any

from parvis.domain.cohorts import rules
from parvis.domain.cohorts.models import Jury
from parvis.faces.web.layout.guards import SignedInRequest


def frame(request: SignedInRequest, jury: Jury, tab: str) -> dict[str, Any]:
    """The jury, its call, and which tabs the reader may open."""
    return {
        "jury": jury,
        "call": jury.round.call,
        "tab": tab,
        "can_manage": rules.can_manage_jury(request.user, jury),
    }
