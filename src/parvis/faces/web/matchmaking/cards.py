"""What the dashboard says of suggestions."""

from parvis.base.accounts.models import User
from parvis.domain.matchmaking.selectors.own import best_of
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.layout.once import has_own
from parvis.faces.web.matchmaking.rows import rows_of

MOST = 3


def best(user: User) -> Content:
    """The best suggestions to the organisations of the account; nothing while there are none."""
    rows = rows_of(best_of(user, MOST))
    return {"rows": rows} if rows else None


cards.register("suggestions", Card("web/matchmaking/_card.html", has_own, best, 18))
