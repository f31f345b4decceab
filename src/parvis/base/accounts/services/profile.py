"""What people say about themselves, and how they read parvis."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.enums import Appearance
from parvis.base.accounts.models import User
from parvis.core import journal
from parvis.core.errors import InvalidInput


@transaction.atomic
def edit_profile(*, actor: User, name: str) -> User:
    """Change the name that others read. Raises InvalidInput when it is too long."""
    name = " ".join(name.split())
    if len(name) > 150:
        raise InvalidInput(_("This name is too long."), {"name": [_("At most 150 characters.")]})
    if name != actor.name:
        actor.name = name
        actor.save(update_fields=["name"])
        journal.record(actor=actor, verb="accounts.profile_edited", target=actor)
    return actor


def choose_reading(*, actor: User, language: str | None = None, appearance: str | None = None) -> User:
    """Remember the language or the appearance that the account reads in; a preference, so not logged.

    Raises InvalidInput for a language or appearance that does not exist.
    """
    if language is not None:
        if language not in dict(settings.LANGUAGES):
            raise InvalidInput(_("This language is not available."))
        actor.language = language
    if appearance is not None:
        if appearance not in Appearance.values:
            raise InvalidInput(_("This appearance is not available."))
        actor.appearance = Appearance(appearance)
    actor.save(update_fields=["language", "appearance"])
    return actor
