"""Who may open which address; docs/reference/rights.md says the same in words."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.world import ACTORS

EVERYONE = frozenset(ACTORS)
SIGNED_IN = EVERYONE - {"anonymous"}
TEAM = frozenset({"site", "community", "programme", "administrator"})
DIRECTORY_TEAM = frozenset({"community", "programme", "administrator"})
ADMINISTRATOR = frozenset({"administrator"})
OWNER = frozenset({"owner"})
EDITORS = frozenset({"owner", "editor"})
MEMBERS = frozenset({"owner", "editor", "reader"})


def no_arguments(_things):
    """The address has no variable part."""
    return {}


@dataclass(frozen=True)
class Right:
    """Who gets in: `always`, and on one's own organisation also `own`. Anonymous visitors are asked to sign in."""

    always: frozenset[str]
    own: frozenset[str] = frozenset()
    arguments: Callable = no_arguments
    method: str = "get"
    data: dict = field(default_factory=dict)
    sign_in: bool = True

    def who(self, scope):
        """The actors that get in."""
        return self.always | self.own if scope == "own" else self.always


def by_slug(things):
    """Organisation pages."""
    return {"slug": things.organisation.slug}


PUBLIC = Right(EVERYONE)
ACCOUNT = Right(SIGNED_IN)
CAMPUS_TEAM = Right(TEAM)
CAMPUS_ADMINISTRATOR = Right(ADMINISTRATOR)
