"""Calls on the dashboard: what is open for everyone, what waits for those who run them."""

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.selectors.calls import public_calls
from parvis.domain.calls.selectors.overview import waiting_for
from parvis.faces.web.calls.outlook import outlooks
from parvis.faces.web.dashboard.own_cards import everyone
from parvis.faces.web.dashboard.registry import Card, Content, cards

SHOWN = 3


def open_calls(_user: User) -> Content:
    """Calls that take applications now."""
    now = clock.now()
    taking, _coming, _past = public_calls(now)
    return {"rows": outlooks(taking[:SHOWN], now)} if taking else None


def waiting(user: User) -> Content:
    """Applications to look at, and corrections that came back."""
    rows = waiting_for(user)
    return {"rows": rows} if rows else None


cards.register("calls_waiting", Card("web/calls/_waiting_card.html", can_manage_some_call, waiting, 12))
cards.register("calls_open", Card("web/calls/_open_card.html", everyone, open_calls, 42))
