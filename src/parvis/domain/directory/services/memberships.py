"""Who belongs to an organisation, from when to when, and in which function."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory import provenance, rules, standing
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.services.people import make_person

FIELDS = ("title", "starts_on", "ends_on", "is_public")
LONGEST_TITLE = 200
OWN_CHOICE = {"is_public", "ends_on"}


def add_member(
    *,
    actor: User | None,
    organisation: Organisation,
    values: Mapping[str, Any],
    person: Person | None = None,
    new_person: Mapping[str, Any] | None = None,
) -> Membership:
    """Add someone to an organisation: a person of the directory whom the actor may edit, or a new one.

    Nobody can pull in just anyone, and so come to see their contact details. Who is added to an organisation that was
    invented for a demo is invented, too.
    """
    _check(actor, organisation)
    if actor is not None and person is not None and not rules.can_edit_person(actor, person):
        raise NotAllowed(_("You may not add this person."))
    cleaned = clean_membership(values)
    with transaction.atomic():
        if person is None:
            person = make_person(actor=actor, values=new_person or {}, is_invented=organisation.is_invented)
        source = provenance.human(actor.pk if actor else None)
        membership = Membership.objects.create(
            person=person, organisation=organisation, source=source.source, source_on=source.on, **cleaned
        )
        _tell(actor, membership, "directory.membership_added")
    return membership


def edit_membership(*, actor: User | None, membership: Membership, values: Mapping[str, Any]) -> Membership:
    """Change function, days or visibility; the member may hide or end their own."""
    is_own_choice = actor is not None and standing.is_own(actor, membership.person) and set(values) <= OWN_CHOICE
    if not is_own_choice:
        _check(actor, membership.organisation)
    cleaned = clean_membership(values, membership)
    changed = [name for name, value in cleaned.items() if getattr(membership, name) != value]
    if not changed:
        return membership
    source = provenance.human(actor.pk if actor else None)
    with transaction.atomic():
        for name in changed:
            setattr(membership, name, cleaned[name])
        membership.source, membership.source_on = source.source, source.on or clock.today()
        membership.save(update_fields=[*changed, "source", "source_on"])
        _tell(actor, membership, "directory.membership_edited")
    return membership


def end_membership(*, actor: User, membership: Membership, on: dt.date | None = None) -> Membership:
    """Say that someone has left; whoever left may say so themselves."""
    if not rules.can_end_membership(actor, membership):
        raise NotAllowed(_("You may not end this membership."))
    day = on or clock.today()
    cleaned = clean_membership({"ends_on": day}, membership)
    with transaction.atomic():
        membership.ends_on = cleaned["ends_on"]
        membership.save(update_fields=["ends_on"])
        _tell(actor, membership, "directory.membership_ended")
    return membership


def remove_membership(*, actor: User, membership: Membership) -> None:
    """Delete a membership that was never true; one that is over is ended instead."""
    _check(actor, membership.organisation)
    with transaction.atomic():
        _tell(actor, membership, "directory.membership_removed")
        membership.delete()


def clean_membership(values: Mapping[str, Any], membership: Membership | None = None) -> dict[str, Any]:
    """The fields that are given, tidied. Raises InvalidInput by field."""
    cleaned = {name: values[name] for name in FIELDS if name in values}
    errors: dict[str, list[str]] = {}
    if "title" in cleaned:
        cleaned["title"] = " ".join(str(cleaned["title"] or "").split())
        if len(cleaned["title"]) > LONGEST_TITLE:
            errors["title"] = [_("At most %(count)d characters.") % {"count": LONGEST_TITLE}]
    starts_on = cleaned.get("starts_on", membership.starts_on if membership else None)
    ends_on = cleaned.get("ends_on", membership.ends_on if membership else None)
    if starts_on and ends_on and ends_on < starts_on:
        errors["ends_on"] = [_("It ends before it begins.")]
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)
    return cleaned


def _check(actor: User | None, organisation: Organisation) -> None:
    if actor is not None and not rules.can_edit(actor, organisation):
        raise NotAllowed(_("You may not edit the members of this organisation."))


def _tell(actor: User | None, membership: Membership, verb: str) -> None:
    account = membership.person.account
    record(
        actor=actor,
        verb=verb,
        target=membership.organisation,
        data={"person": membership.person_id},
        concerns=[account] if account else [],
    )
    bus.publish(OrganisationChanged((membership.organisation_id,)))
