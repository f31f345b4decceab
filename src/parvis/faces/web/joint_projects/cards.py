"""The cards of the dashboard: one's own joint projects, and, for the campus, those that have fallen silent."""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import is_team
from parvis.domain.joint_projects.selectors.consent import questions_for
from parvis.domain.joint_projects.selectors.projects import own_projects, with_partners
from parvis.domain.joint_projects.selectors.silence import silent_projects
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.joint_projects.rows import rows_of
from parvis.faces.web.layout.navigation import address_of
from parvis.faces.web.layout.once import has_own

SHOWN = 4


def own(user: User) -> Content:
    """The first few, and what waits for an answer; nothing for whoever takes part in nothing."""
    rows = rows_of(with_partners(own_projects(user))[:SHOWN])
    if not rows:
        return None
    return {"rows": rows, "questions": questions_for(user).count(), "all": address_of("joint_projects:mine")}


def silent(_user: User) -> Content:
    """Those of which nothing was heard for longest."""
    found = silent_projects()
    rows = rows_of(with_partners(found)[:SHOWN])
    return {"rows": rows, "number": found.count(), "all": address_of("joint_projects:team")} if rows else None


cards.register("own_joint_projects", Card("web/joint_projects/_card.html", has_own, own, 12, wide=True))
cards.register("silent_joint_projects", Card("web/joint_projects/_silent_card.html", is_team, silent, 28))
