"""Let go of invitations that nobody took up."""

import datetime as dt

from parvis.domain.reviews.enums import PanelState, ReviewerState
from parvis.domain.reviews.models import Reviewer


def prune_invitations(before: dt.datetime) -> int:
    """Delete whom a closed panel asked before this moment in vain: their addresses serve nobody any more."""
    rows = Reviewer.objects.filter(panel__state=PanelState.CLOSED, invited_at__lt=before, assignments=None)
    deleted, _by_model = rows.filter(state__in=(ReviewerState.INVITED, ReviewerState.DECLINED)).delete()
    return deleted
