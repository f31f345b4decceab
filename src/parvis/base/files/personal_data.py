"""The files that someone uploaded."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData, PersonalFile
from parvis.base.files.models import StoredFile


def export(user: User) -> dict[str, Any]:
    """What was uploaded, by name."""
    fields = ("name", "purpose", "content_type", "size", "sha256", "created_at")
    return {"files": list(StoredFile.objects.filter(created_by=user).order_by("created_at").values(*fields))}


def contents(user: User) -> Iterator[PersonalFile]:
    """The files themselves."""
    for file in StoredFile.objects.filter(created_by=user).order_by("created_at").iterator():
        with contextlib.suppress(FileNotFoundError), default_storage.open(file.path) as content:
            yield PersonalFile(file.name, content.read())


def erase(user: User) -> list[str]:
    """A file belongs to what it was uploaded for; only the name of who brought it goes."""
    if StoredFile.objects.filter(created_by=user).update(created_by=None):
        return [gettext("Files that you uploaded for an organisation stay with it, without your name.")]
    return []


FILES = PersonalData(
    export=export,
    erase=erase,
    files=contents,
    held=_("The files that you uploaded."),
    purpose=_("They belong to what you uploaded them for: the logo of an organisation, a register."),
    seen_by=_("Whoever may see what they belong to."),
    kept=_("As long as what they belong to."),
    stays=_("Files that you uploaded for an organisation, without your name: they are part of its page."),
)
