"""Who may read files."""

from parvis.base.accounts.rules import Actor
from parvis.base.files.models import StoredFile
from parvis.base.files.registry import purposes


def can_read(actor: Actor, file: StoredFile) -> bool:
    """What the purpose of the file says; nobody when no app registers its purpose any more."""
    purpose = purposes.find(file.purpose)
    return purpose is not None and (purpose.public or purpose.can_read(actor, file))


def is_public(file: StoredFile) -> bool:
    """True when everybody may read the file."""
    purpose = purposes.find(file.purpose)
    return purpose is not None and purpose.public
