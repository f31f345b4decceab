"""The cards of the dashboard that come from accounts, directory, jobs and mails, by role."""

from collections.abc import Mapping
from typing import Any

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import is_administrator, roles_of
from parvis.domain.campus.selectors.founding import is_founding_member
from parvis.domain.campus.selectors.today import (
    directory_health,
    founding_organisations_of,
    own_organisations,
    troubles,
    waiting_requests,
)
from parvis.domain.directory.rules import is_directory_team
from parvis.faces.web.dashboard.registry import Card, cards
from parvis.faces.web.layout.navigation import address_of, directory_address

Content = Mapping[str, Any] | None


def everyone(_user: User) -> bool:
    """A card that anyone signed in may see."""
    return True


def is_reviewer(user: User) -> bool:
    """Reviewers themselves, not the administrators who hold every role."""
    return Role.REVIEWER in roles_of(user)


def own(user: User) -> Content:
    """The organisations of the account; nothing where it has none."""
    found = own_organisations(user)
    if not found:
        return None
    rows = [
        {
            "own": row,
            "edit": address_of("directory_edit:edit", row.organisation.slug) if row.can_write else "",
            "confirm": address_of("directory_edit:confirm", row.organisation.slug) if row.can_write else "",
        }
        for row in found
    ]
    return {"rows": rows, "old": sum(row.looks_old for row in found)}


def next_steps(user: User) -> Content:
    """First steps, for whoever has neither an organisation nor a role."""
    if roles_of(user) or own_organisations(user):
        return None
    return {
        "directory": directory_address(),
        "account": address_of("account:account"),
        "security": address_of("account:security"),
    }


def requests(_user: User) -> Content:
    """What people ask of the team."""
    return {
        "waiting": waiting_requests(),
        "claims": address_of("directory_edit:claims"),
        "corrections": address_of("directory_edit:campus_corrections"),
        "people": address_of("directory_edit:person_claims"),
    }


def platform(_user: User) -> Content:
    """Jobs and mails."""
    return {"troubles": troubles(), "jobs": address_of("jobs:jobs"), "mails": address_of("mails:mails")}


def health(_user: User) -> Content:
    """How alive the directory is; nothing while it is empty."""
    found = directory_health()
    if not found.total:
        return {"health": None, "imports": address_of("imports:imports")}
    return {"health": found, "directory": directory_address()}


def founding(user: User) -> Content:
    """The founding member for which the account speaks."""
    return {"members": founding_organisations_of(user)}


def review(_user: User) -> Content:
    """Reviews to write; there are none before the first call."""
    return {}


cards.register("own_organisations", Card("web/dashboard/_own.html", everyone, own, 10, wide=True))
cards.register("next_steps", Card("web/dashboard/_next_steps.html", everyone, next_steps, 11, wide=True))
cards.register("requests", Card("web/dashboard/_requests.html", is_directory_team, requests, 20))
cards.register("platform", Card("web/dashboard/_platform.html", is_administrator, platform, 25))
cards.register("directory", Card("web/dashboard/_directory.html", is_directory_team, health, 30, wide=True))
cards.register("founding", Card("web/dashboard/_founding.html", is_founding_member, founding, 40))
cards.register("reviews", Card("web/dashboard/_reviews.html", is_reviewer, review, 45))
