"""What the dashboard shows of reviews: one's own, and the panels that one runs."""

from parvis.base.accounts.models import User
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.selectors.panels import panels_visible_to
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.reviews.navigation import panels_of, reviews
from parvis.faces.web.reviews.shared import STATES, time_left

SHOWN = 5


def own(user: User) -> Content:
    """The panels on which the account sits and that are not closed, with what is left to do."""
    rows = [
        (own, STATES[own.panel.state], time_left(own.panel.due_at))
        for own in panels_of(user)
        if own.panel.state != PanelState.CLOSED
    ]
    return {"rows": rows}


def running(user: User) -> Content:
    """The panels of one's calls that are under way; nothing where there is none."""
    rows = panels_visible_to(user).exclude(state=PanelState.CLOSED).order_by("-id")[:SHOWN]
    found = [(panel, STATES[panel.state], time_left(panel.due_at)) for panel in rows]
    return {"rows": found} if found else None


cards.register("reviews", Card("web/reviews/_card.html", reviews, own, 12))
cards.register("panels", Card("web/reviews/_panels_card.html", can_manage_some_call, running, 21))
