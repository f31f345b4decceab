"""What the cards show to the campus team: what waits, the start-ups, the sites, the platform, the directory."""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import has_role
from parvis.domain.campus.selectors.today import (
    accounts_of_campus,
    directory_health,
    lately_in_the_directory,
    startups_today,
    troubles,
)
from parvis.domain.reference.enums import OrganisationKind, Stage
from parvis.domain.reference.selectors.topics import all_themes
from parvis.domain.sites.selectors.sites import all_sites, stage_of
from parvis.domain.stewardship.selectors.requests import claims, corrections, person_claims
from parvis.faces.web.activity.lines import lines
from parvis.faces.web.dashboard.registry import Content
from parvis.faces.web.dashboard.requests import Request, oldest
from parvis.faces.web.directory_edit.navigation import waiting
from parvis.faces.web.layout.navigation import address_of, directory_address
from parvis.faces.web.map.links import search_address
from parvis.faces.web.map.spots import commune_address

OLDEST = 3


def is_programme(user: User) -> bool:
    """Programme managers, and administrators."""
    return has_role(user, Role.PROGRAMME)


def requests(user: User) -> Content:
    """What people ask of the team, and the oldest of it; what nobody asks is not looked for."""
    numbers = waiting(user)
    asked: list[Request] = []
    for number, rows in (
        (numbers.claims, claims),
        (numbers.corrections, corrections),
        (numbers.person_claims, person_claims),
    ):
        asked += rows()[:OLDEST] if number else []
    return {
        "waiting": numbers,
        "oldest": oldest(asked)[:OLDEST],
        "claims": address_of("directory_edit:claims"),
        "corrections": address_of("directory_edit:campus_corrections"),
        "people": address_of("directory_edit:person_claims"),
    }


def startups(_user: User) -> Content:
    """Start-ups by theme and by stage; nothing while there are none."""
    found = startups_today()
    if not found.total:
        return None
    kind = str(OrganisationKind.STARTUP)
    by_theme = [
        {"label": theme.name, "value": found.by_theme[theme.code], "url": search_address(kind=kind, theme=theme.code)}
        for theme in all_themes()
        if theme.code in found.by_theme
    ]
    by_stage = [
        {"label": stage.label, "value": found.by_stage[stage], "url": ""} for stage in Stage if stage in found.by_stage
    ]
    return {"found": found, "by_theme": by_theme, "by_stage": by_stage, "all": search_address(kind=kind)}


def sites(_user: User) -> Content:
    """Where the campus is, was and will be."""
    rows = [
        {
            "site": site,
            "stage": stage_of(site),
            "edit": address_of("campus_settings:site", site.slug),
            "around": commune_address(site.commune) if site.commune else "",
        }
        for site in all_sites()
    ]
    return {"rows": rows, "new": address_of("campus_settings:site_new")}


def platform(_user: User) -> Content:
    """Accounts, jobs and mails."""
    return {
        "team": accounts_of_campus(),
        "troubles": troubles(),
        "members": address_of("members:members"),
        "jobs": address_of("jobs:jobs"),
        "mails": address_of("mails:mails"),
    }


def recent(_user: User) -> Content:
    """What was done in the directory of late."""
    entries = lately_in_the_directory()
    return {"lines": lines(entries)} if entries else None


def health(_user: User) -> Content:
    """How alive the directory is, or how to fill it while it is empty."""
    found = directory_health()
    if not found.total:
        return {"health": None, "imports": address_of("imports:imports")}
    return {"health": found, "directory": directory_address()}
