"""Create, edit, confirm, close and reopen an organisation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.directory import provenance, rules
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.events import OrganisationChanged, OrganisationRenamed
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.provenance import FIELDS, FieldSource
from parvis.domain.directory.services.lists import clean_lists, replace_list
from parvis.domain.directory.services.values import clean_values
from parvis.engine.text.fold import fold

POSITION = {"latitude", "longitude", "position_precision"}
FOLLOWING = {"department", "region"}
"""Columns that follow from the commune and have no source of their own."""


def create_organisation(
    *, actor: User | None, changes: Changes, is_invented: bool = False, source: FieldSource | None = None
) -> Organisation:
    """Add an organisation by hand; `name` and `kind` are needed. `actor` None means parvis itself.

    `source` says where the facts come from when it is not the actor who states them.
    """
    if actor is not None and not rules.can_create_organisation(actor):
        raise NotAllowed(_("Only the campus team adds organisations."))
    values = clean_values({"name": "", "kind": "", **changes.values})
    lists = clean_lists(changes, None)
    source = source or provenance.human(actor.pk if actor else None)
    themes = values.pop("themes", [])
    stated = {name for name, value in values.items() if value not in ("", None)} | ({"themes"} if themes else set())
    with transaction.atomic():
        organisation = Organisation(**values, is_invented=is_invented)
        organisation.slug = free_slug(organisation.name)
        organisation.provenance = provenance.with_source({}, fields_of(stated), source)
        _written(organisation.save)
        organisation.themes.set(themes)
        for part, rows in lists.items():
            _written(lambda part=part, rows=rows: replace_list(organisation, part, rows, source))
        record(actor=actor, verb="directory.organisation_created", target=organisation)
        bus.publish(OrganisationChanged((organisation.pk,)))
    return organisation


def edit_organisation(
    *, actor: User | None, organisation: Organisation, changes: Changes, version: int | None = None
) -> Organisation:
    """Apply what a person changed; every field and row that really changes is theirs from now on.

    `version` is the one that the form was opened at: Conflict when someone wrote since. Raises InvalidInput with the
    sentences by field. Changing nothing writes nothing.
    """
    if actor is not None and not rules.can_edit(actor, organisation):
        raise NotAllowed(_("You may not edit this organisation."))
    return apply_changes(actor=actor, organisation=organisation, changes=changes, version=version)


def apply_changes(
    *,
    actor: User | None,
    organisation: Organisation,
    changes: Changes,
    version: int | None = None,
    verb: str = "directory.organisation_edited",
    data: Mapping[str, Any] | None = None,
) -> Organisation:
    """Edit without asking who may, for the services of this app that have asked already."""
    with transaction.atomic():
        present = Organisation.objects.get(pk=organisation.pk)
        if version is not None and present.version != version:
            raise Conflict(_("Someone else has edited this organisation since you opened the form."))
        values = clean_values(changes.values, present)
        lists = clean_lists(changes, present)
        source = provenance.human(actor.pk if actor else None)
        themes = values.pop("themes", None)
        changed = {name: value for name, value in values.items() if value != getattr(present, name)}
        touched = set(changed)
        if themes is not None and {t.pk for t in themes} != set(present.themes.values_list("pk", flat=True)):
            present.themes.set(themes)
            touched.add("themes")
        facts = provenance.with_source(present.provenance, fields_of(touched), source)
        for part, rows in lists.items():
            done = _written(lambda part=part, rows=rows: replace_list(present, part, rows, source))
            if done.touched:
                touched.add(part)
                facts = provenance.with_removed(facts, part, gone=done.gone, back=done.new)
        if touched:
            write_organisation(present, {**changed, "provenance": facts})
            if touched & {"name", "names"}:
                bus.publish(OrganisationRenamed(present.pk))
            _tell(actor, present, verb, {**(data or {}), "fields": sorted(shown(touched))})
    return Organisation.objects.get(pk=organisation.pk)


def write_organisation(organisation: Organisation, values: Mapping[str, Any]) -> None:
    """Update columns and move the version on, in one conditional update; Conflict when the row has moved since."""
    row = Organisation.objects.filter(pk=organisation.pk, version=organisation.version)
    if row.update(**values, version=organisation.version + 1, updated_at=clock.now()) != 1:
        raise Conflict(_("Someone else has edited this organisation at the same moment. Try again."))


def confirm_organisation(*, actor: User, organisation: Organisation) -> None:
    """State that everything on the page is still right, as of now."""
    if not rules.can_edit(actor, organisation):
        raise NotAllowed(_("You may not confirm this organisation."))
    with transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(confirmed_at=clock.now(), confirmed_by=actor)
        _tell(actor, organisation, "directory.organisation_confirmed", {})


def set_status(*, actor: User | None, organisation: Organisation, status: Status) -> None:
    """Close, reopen or put to sleep; Conflict when someone else has just done it."""
    if actor is not None and not rules.can_edit(actor, organisation):
        raise NotAllowed(_("You may not edit this organisation."))
    verbs = {
        Status.CLOSED: "directory.organisation_closed",
        Status.ACTIVE: "directory.organisation_reopened",
        Status.DORMANT: "directory.organisation_put_to_sleep",
    }
    with transaction.atomic():
        present = Organisation.objects.get(pk=organisation.pk)
        if present.status == status:
            raise Conflict(_("It has this status already."))
        source = provenance.human(actor.pk if actor else None)
        facts = provenance.with_source(present.provenance, ["status"], source)
        write_organisation(present, {"status": status, "provenance": facts})
        _tell(actor, present, verbs[status], {})


def owners_of(organisation: Organisation) -> list[User]:
    """Accounts that own it."""
    rows = Access.objects.filter(organisation=organisation, level=AccessLevel.OWNER).select_related("user")
    return [row.user for row in rows.order_by("pk")]


def fields_of(columns: Iterable[str]) -> list[str]:
    """The fields with a source of their own behind some columns."""
    names = {"position" if name in POSITION else name for name in columns}
    return [name for name in FIELDS if name in names]


def shown(columns: Iterable[str]) -> set[str]:
    """Columns as the log names them."""
    return {"position" if name in POSITION else name for name in columns if name not in FOLLOWING}


def free_slug(name: str, model: type[Any] = Organisation) -> str:
    """An address for a page that no other page has."""
    start = slugify(fold(name))[:140].strip("-") or "page"
    taken = set(model._base_manager.filter(slug__startswith=start).values_list("slug", flat=True))
    number = 2
    slug = start
    while slug in taken:
        slug, number = f"{start}-{number}", number + 1
    return slug


def _written(write: Any) -> Any:
    """Turn a unique value that someone else took in the same moment into a Conflict."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        raise Conflict(_("Someone else has given the same number or address at the same moment. Try again.")) from error


def _tell(actor: User | None, organisation: Organisation, verb: str, data: Mapping[str, Any]) -> None:
    record(actor=actor, verb=verb, target=organisation, data=data, concerns=owners_of(organisation))
    bus.publish(OrganisationChanged((organisation.pk,)))
