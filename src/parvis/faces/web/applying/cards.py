"""The card of the dashboard: one's applications and what is expected."""

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.applying.selectors.own import own_applications, standings_of
from parvis.faces.web.applying.outlook import outlooks_of
from parvis.faces.web.dashboard.own_cards import everyone
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.layout.navigation import address_of

SHOWN = 4


def applications(user: User) -> Content:
    """The first few that matter now; nothing for whoever applies for nothing."""
    found = list(own_applications(user)[: 5 * SHOWN])
    if not found:
        return None
    outlooks = outlooks_of(standings_of(found, clock.now()))
    return {"outlooks": outlooks[:SHOWN], "all": address_of("applying:mine")}


cards.register("applications", Card("web/applying/_card.html", everyone, applications, 5, wide=True))
