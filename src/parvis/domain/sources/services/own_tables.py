"""Rename a saved mapping, or remove it: what it brought keeps its name."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.files.services.store import remove_file
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.sources.models import SavedMapping
from parvis.domain.sources.rules import can_import
from parvis.domain.sources.selectors.own import forget_shown, hanging_on


def rename_mapping(*, actor: User, mapping: SavedMapping, version: int, name: str) -> None:
    """Give a mapping another name, which stands at once beside everything that it brought.

    Raises NotAllowed, InvalidInput for an empty name or one that another mapping has, Conflict like saving.
    """
    _refuse_others(actor)
    name = " ".join(name.split())
    others = SavedMapping.objects.filter(name__iexact=name, removed_at=None).exclude(pk=mapping.pk)
    if not name or others.exists():
        sentence = _("Another mapping has this name already.") if name else _("Give it a name.")
        raise InvalidInput(sentence, {"name": [sentence]})
    with transaction.atomic():
        before = mapping.name
        _change(mapping, version, name=name)
        record(actor=actor, verb="sources.mapping_renamed", target=mapping, data={"before": before, "name": name})


def remove_mapping(*, actor: User, mapping: SavedMapping, version: int) -> None:
    """Read no further table with a mapping; its row stays as long as a record or an import bears its name.

    Raises NotAllowed, InvalidTransition while an import with it is open, Conflict like saving.
    """
    _refuse_others(actor)
    with transaction.atomic():
        _change(mapping, version, removed_at=clock.now(), sample=None)
        hanging = hanging_on(mapping)
        if hanging.open_imports:
            raise InvalidTransition(_("An import with it is open. Apply it, or set it aside, first."))
        record(actor=actor, verb="sources.mapping_removed", target=mapping, data={"name": mapping.name})
        if mapping.sample:
            remove_file(file=mapping.sample)
        if hanging.is_nothing:
            SavedMapping.objects.filter(pk=mapping.pk).delete()


def _change(mapping: SavedMapping, version: int, **values: Any) -> None:
    """Write, unless someone has changed it since `version`; what pages show is read anew on commit."""
    rows = SavedMapping.objects.filter(pk=mapping.pk, version=version, removed_at=None)
    if rows.update(**values, version=F("version") + 1, updated_at=clock.now()) != 1:
        raise Conflict(_("Someone else has changed this mapping in the meantime. Load the page again."))
    transaction.on_commit(forget_shown)


def _refuse_others(actor: User) -> None:
    if not can_import(actor):
        raise NotAllowed(_("Only the campus team can import registers."))
