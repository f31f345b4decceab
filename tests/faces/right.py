"""What a line of the permission matrix is made of."""

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
    """Who gets in: `always`, and on one's own organisation also `own`. Anonymous visitors are asked to sign in.

    `needs_a_flow` marks the later steps of a flow of signing in: without the steps before, everyone is sent to sign in.
    """

    always: frozenset[str]
    own: frozenset[str] = frozenset()
    arguments: Callable = no_arguments
    method: str = "get"
    data: dict = field(default_factory=dict)
    sign_in: bool = True
    needs_a_flow: bool = False

    def who(self, scope):
        """The actors that get in."""
        return self.always | self.own if scope == "own" else self.always


NOBODY = frozenset()
PUBLIC = Right(EVERYONE)


def thing(name, actors, own=NOBODY, *, post=False):
    """A page of one thing, by its number."""
    return Right(actors, own, lambda things: {"pk": getattr(things, name).pk}, "post" if post else "get")


def token(_things):
    """A link of a mail; a wrong one opens for nobody, or for everybody with a sentence."""
    return {"token": "not-a-token"}
