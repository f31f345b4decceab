"""Give, change and take away rights over an organisation."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory import rules
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation

RANK = {AccessLevel.READER: 0, AccessLevel.EDITOR: 1, AccessLevel.OWNER: 2}


def grant_access(*, actor: User | None, organisation: Organisation, user: User, level: AccessLevel) -> Access:
    """Give an account a right; `actor` None means parvis itself. Raises InvalidInput when it holds one already."""
    _check(actor, organisation)
    with transaction.atomic():
        access, is_new = Access.objects.get_or_create(
            organisation=organisation, user=user, defaults={"level": level, "granted_by": actor}
        )
        if not is_new:
            raise InvalidInput(_("This account has a right over the organisation already. Change it instead."))
        _log(actor, "directory.access_granted", access, level)
    return access


def raise_access(*, granted_by: User | None, organisation: Organisation, user: User, level: AccessLevel) -> Access:
    """Make sure that an account has at least this right, in the caller's transaction; the caller has asked who may."""
    access, is_new = Access.objects.get_or_create(
        organisation=organisation, user=user, defaults={"level": level, "granted_by": granted_by}
    )
    if not is_new and RANK[AccessLevel(access.level)] < RANK[level]:
        access.level, access.granted_by = level, granted_by
        access.save(update_fields=["level", "granted_by"])
    return access


def change_access(*, actor: User, access: Access, level: AccessLevel) -> Access:
    """Change a right; an owner cannot leave the organisation without one."""
    _check(actor, access.organisation)
    with transaction.atomic():
        present = _present(access)
        if present.level == level:
            return present
        if present.level == AccessLevel.OWNER:
            _keep_an_owner(actor, present)
        present.level, present.granted_by = level, actor
        present.save(update_fields=["level", "granted_by"])
        _log(actor, "directory.access_changed", present, level)
    return present


def remove_access(*, actor: User, access: Access) -> None:
    """Take a right away, or give up one's own."""
    if access.user_id != actor.pk:
        _check(actor, access.organisation)
    with transaction.atomic():
        present = _present(access)
        if present.level == AccessLevel.OWNER:
            _keep_an_owner(actor, present)
        _log(actor, "directory.access_removed", present, AccessLevel(present.level))
        present.delete()


def _check(actor: User | None, organisation: Organisation) -> None:
    if actor is not None and not rules.can_manage_access(actor, organisation):
        raise NotAllowed(_("You may not manage the rights over this organisation."))


def _present(access: Access) -> Access:
    """The row as it is now, behind a lock on its organisation: two owners cannot remove each other at once."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=access.organisation_id)
    present = Access.objects.select_related("user", "organisation").filter(pk=access.pk).first()
    if present is None:
        raise Conflict(_("This right has been taken away in the meantime."))
    return present


def _keep_an_owner(actor: User, access: Access) -> None:
    """Only the team may leave an organisation without an owner."""
    if rules.is_directory_team(actor):
        return
    owners = Access.objects.filter(organisation=access.organisation, level=AccessLevel.OWNER)
    if not owners.exclude(pk=access.pk).exists():
        raise InvalidInput(_("An organisation keeps at least one owner. Name another one first."))


def _log(actor: User | None, verb: str, access: Access, level: AccessLevel) -> None:
    record(
        actor=actor,
        verb=verb,
        target=access.organisation,
        data={"user": access.user_id, "level": str(level)},
        concerns=[access.user],
    )
