"""What the cards show to anyone about what is their own: organisations, requests, their page, who is near."""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import is_team, roles_of
from parvis.domain.campus.selectors.own import asked_for, close_to, own_organisations, to_answer
from parvis.domain.campus.selectors.today import founding_members_of
from parvis.domain.directory.selectors.people import person_of, person_page
from parvis.domain.directory.selectors.territories import Scope, counts_by_theme
from parvis.domain.reference.selectors.topics import all_themes
from parvis.faces.web.calls.navigation import carries_the_campus
from parvis.faces.web.dashboard.registry import Content
from parvis.faces.web.dashboard.requests import as_asked, oldest
from parvis.faces.web.layout.navigation import address_of, directory_address
from parvis.faces.web.layout.once import has_own
from parvis.faces.web.map.links import search_address


def everyone(_user: User) -> bool:
    """A card that anyone signed in may see."""
    return True


def is_guest(user: User) -> bool:
    """Whoever neither works for the campus nor looks after an organisation."""
    return not is_team(user) and not has_own(user)


def looks_around(user: User) -> bool:
    """Guests, and founding members."""
    return is_guest(user) or (not is_team(user) and carries_the_campus(user))


def is_newcomer(user: User) -> bool:
    """A guest without any role."""
    return not roles_of(user) and is_guest(user)


def own(user: User) -> Content:
    """The organisations of the account; nothing where it has none."""
    rows = own_organisations(user)
    if not rows:
        return None
    return {"rows": rows, "to_confirm": sum(row.looks_old and row.can_write for row in rows)}


def answer(user: User) -> Content:
    """What waits for an owner."""
    rows = oldest(to_answer(user))
    return {"rows": rows} if rows else None


def asked(user: User) -> Content:
    """What the account asked for."""
    rows = [as_asked(item) for item in asked_for(user)]
    return {"rows": rows, "all": address_of("directory_edit:mine")} if rows else None


def myself(user: User) -> Content:
    """The person of the directory that the account is."""
    person = person_of(user)
    return {"page": person_page(person.slug, user)} if person else None


def next_steps(_user: User) -> Content:
    """First steps."""
    return {
        "directory": directory_address(),
        "account": address_of("account:account"),
        "security": address_of("account:security"),
    }


def themes(_user: User) -> Content:
    """Ways into the directory; none while it is empty."""
    counts = counts_by_theme(Scope())
    rows = [
        {"label": theme.name, "value": counts[theme.code], "url": search_address(theme=theme.code)}
        for theme in all_themes()
        if theme.code in counts
    ]
    return {"rows": rows, "map": address_of("map:france")} if rows else None


def near(user: User) -> Content:
    """A few who work on the same themes."""
    organisation, others = close_to(user)
    return {"organisation": organisation, "others": others} if others else None


def founding(user: User) -> Content:
    """The founding members for which the account speaks."""
    carried, others = founding_members_of(user)
    return {"carried": carried, "others": others}
