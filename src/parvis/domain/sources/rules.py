"""Who may import registers and read the reports."""

from parvis.base.accounts.rules import Actor, is_team
from parvis.base.files.models import StoredFile


def can_import(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)


def can_read_upload(actor: Actor, file: StoredFile) -> bool:
    """The campus team reads every uploaded register."""
    del file
    return is_team(actor)
