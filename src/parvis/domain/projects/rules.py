"""Who may import projects; who sees which is a selector."""

from parvis.base.accounts.rules import Actor, is_team
from parvis.base.files.models import StoredFile

UPLOAD_PURPOSE = "projects.upload"


def can_import_projects(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)


def can_read_upload(actor: Actor, file: StoredFile) -> bool:
    """The campus team reads the files that were given."""
    del file
    return is_team(actor)
