"""Panels and reviews in the navigation."""

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, roles_of
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.reviews.selectors.reviewing import OwnPanel, own_panels
from parvis.faces.web.layout.navigation import MINE, SELECTION, Entry, entries
from parvis.faces.web.layout.once import once


def reviews(actor: Actor) -> bool:
    """Whoever sits on a panel, or holds the role of a reviewer."""
    return Role.REVIEWER in roles_of(actor) or sits(actor)


def sits(actor: Actor) -> bool:
    """Whoever sits on a panel."""
    return bool(panels_of(actor))


def waiting(actor: Actor) -> int:
    """Reviews that are still to be submitted."""
    return sum(own.left for own in panels_of(actor))


def panels_of(actor: Actor) -> list[OwnPanel]:
    """The panels of the account; asked once for each request."""
    return once(actor, _own_panels)


def _own_panels(actor: Actor) -> list[OwnPanel]:
    return own_panels(actor) if isinstance(actor, User) else []


entries.register("panels", Entry(_("Panels"), "reviews:panels", "users-group", SELECTION, can_manage_some_call, 32))
entries.register("reviews", Entry(_("My reviews"), "reviews:mine", "clipboard-check", MINE, reviews, 15, waiting))
