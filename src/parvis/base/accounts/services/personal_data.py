"""Give people all that is held about them, and forget them."""

import json
import zipfile
from collections.abc import Iterator
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import personal_data
from parvis.base.accounts.services.roles import keep_an_administrator
from parvis.core import clock, journal
from parvis.core.errors import Conflict, NotAllowed

OWN = "accounts"
"""The name under which accounts itself is registered: erased last, because others look people up by their address."""


def write_export(*, actor: User, user: User, output: IO[bytes]) -> None:
    """Write a ZIP with `data.json` and the files of every app into `output`.

    Raises NotAllowed for the data of someone else.
    """
    if actor != user:
        raise NotAllowed(_("You can only download what is held about yourself."))
    with transaction.atomic():
        journal.record(actor=actor, verb="accounts.data_downloaded", target=user)
    data = {"generated_at": clock.now(), **{name: entry.export(user) for name, entry in personal_data}}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for name, content in _files_of(user):
            archive.writestr(f"files/{name}", content)


def _files_of(user: User) -> Iterator[tuple[str, bytes]]:
    for app, entry in personal_data:
        for number, file in enumerate(entry.files(user), 1):
            content = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
            yield f"{app}/{number:03}-{file.name.replace('/', '_')}", content


@transaction.atomic
def erase_account(*, actor: User | None, user: User) -> list[str]:
    """Remove everything personal through the registry; the row stays, without anything that names anybody.

    Returns sentences about what stayed and why. `actor` None is parvis itself, for accounts that were unused too
    long. Raises NotAllowed for the account of someone else, and Conflict while something forbids it.
    """
    if actor is not None and actor != user:
        raise NotAllowed(_("You can only erase your own account."))
    obstacles = erasure_obstacles(user)
    if obstacles:
        raise Conflict(" ".join(obstacles))
    keep_an_administrator(user)
    now = clock.now()
    if not User.objects.filter(pk=user.pk, erased_at=None).update(erased_at=now, is_active=False):
        raise Conflict(_("This account was erased already."))
    user.is_active = False
    journal.record(actor=actor, verb="accounts.erased", target=user)
    sentences: list[str] = []
    for name, entry in personal_data:
        if name != OWN:
            sentences += entry.erase(user)
    user.erased_at = now
    return [*sentences, *personal_data.get(OWN).erase(user)]


def erasure_obstacles(user: User) -> list[str]:
    """Sentences that forbid the erasure for now; empty when nothing does."""
    return [sentence for _name, entry in personal_data for sentence in entry.blockers(user)]
