"""Where the writing of the directory stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.stewardship.selectors.requests import Waiting, waiting_requests
from parvis.faces.web.layout.navigation import DIRECTORY, MINE, Entry, entries
from parvis.faces.web.layout.once import once


def waiting(actor: Actor) -> Waiting:
    """What waits for the team, counted once for the page that this account is shown."""
    return once(actor, _waiting)


def _waiting(_actor: Actor) -> Waiting:
    return waiting_requests()


def _waiting_claims(actor: Actor) -> int:
    return waiting(actor).claims


def _waiting_corrections(actor: Actor) -> int:
    return waiting(actor).corrections


def _waiting_people(actor: Actor) -> int:
    return waiting(actor).person_claims


entries.register("my_organisations", Entry(_("My organisations"), "directory_edit:mine", "building", MINE, position=20))
entries.register(
    "new_organisation",
    Entry(_("Add an organisation"), "directory_edit:new", "plus", DIRECTORY, is_directory_team, position=30),
)
entries.register(
    "claims",
    Entry(
        _("Requests to manage"), "directory_edit:claims", "key", DIRECTORY, is_directory_team, 31, count=_waiting_claims
    ),
)
entries.register(
    "corrections",
    Entry(
        _("Corrections"),
        "directory_edit:campus_corrections",
        "pencil",
        DIRECTORY,
        is_directory_team,
        32,
        count=_waiting_corrections,
    ),
)
entries.register(
    "person_claims",
    Entry(
        _("“This is me”"),
        "directory_edit:person_claims",
        "user-check",
        DIRECTORY,
        is_directory_team,
        33,
        count=_waiting_people,
    ),
)
