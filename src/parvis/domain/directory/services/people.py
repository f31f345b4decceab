"""Add, edit and remove people of the directory."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory import rules
from parvis.domain.directory.enums import Visibility
from parvis.domain.directory.models import Person
from parvis.domain.directory.services.organisations import free_slug

LENGTHS = {"name": 200, "headline": 200, "email": 254, "phone": 40}
FIELDS = (*LENGTHS, "contact_visibility")


def create_person(
    *, actor: User | None, values: Mapping[str, Any], account: User | None = None, is_invented: bool = False
) -> Person:
    """Add a person; `actor` None means parvis itself. Members are added with `memberships.add_member`."""
    if actor is not None and actor != account and not rules.is_directory_team(actor):
        raise NotAllowed(_("Only the campus team adds people."))
    return make_person(actor=actor, values=values, account=account, is_invented=is_invented)


def make_person(
    *, actor: User | None, values: Mapping[str, Any], account: User | None = None, is_invented: bool = False
) -> Person:
    """Add a person without asking who may, for the services of this app that have asked already."""
    cleaned = clean_person({"name": "", **values})
    with transaction.atomic():
        slug = free_slug(cleaned["name"], Person)
        person = Person.objects.create(**cleaned, slug=slug, account=account, is_invented=is_invented)
        record(actor=actor, verb="directory.person_created", data={"person": person.pk})
    return person


def edit_person(*, actor: User | None, person: Person, values: Mapping[str, Any]) -> Person:
    """Change what is said of a person; the names of the fields alone are logged."""
    if actor is not None and not rules.can_edit_person(actor, person):
        raise NotAllowed(_("You may not edit this person."))
    cleaned = clean_person(values)
    changed = [name for name, value in cleaned.items() if getattr(person, name) != value]
    if not changed:
        return person
    with transaction.atomic():
        for name in changed:
            setattr(person, name, cleaned[name])
        person.save(update_fields=[*changed, "updated_at"])
        concerns = [person.account] if person.account else []
        data = {"person": person.pk, "fields": sorted(changed)}
        record(actor=actor, verb="directory.person_edited", data=data, concerns=concerns)
    return person


def remove_person(*, actor: User, person: Person) -> None:
    """Delete a person with their memberships."""
    if not rules.can_remove_person(actor, person):
        raise NotAllowed(_("You may not remove this person."))
    with transaction.atomic():
        concerns = [person.account] if person.account else []
        record(actor=actor, verb="directory.person_removed", data={"person": person.pk}, concerns=concerns)
        person.delete()


def clean_person(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are given, tidied. Raises InvalidInput by field."""
    cleaned = {name: " ".join(str(values[name] or "").split()) for name in FIELDS if name in values}
    errors: dict[str, list[str]] = {}
    for name, longest in LENGTHS.items():
        if len(cleaned.get(name, "")) > longest:
            errors[name] = [_("At most %(count)d characters.") % {"count": longest}]
    if cleaned.get("name") == "":
        errors["name"] = [_("This field is required.")]
    if cleaned.get("email"):
        try:
            validate_email(cleaned["email"])
        except ValidationError:
            errors["email"] = [_("This is not a mail address.")]
    if "contact_visibility" in cleaned and cleaned["contact_visibility"] not in Visibility.values:
        errors["contact_visibility"] = [_("Choose one of the options.")]
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)
    return cleaned
