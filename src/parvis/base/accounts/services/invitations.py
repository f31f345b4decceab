"""Invite people to the campus team by mail."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, TeamInvitation, User
from parvis.base.accounts.rules import can_manage_members
from parvis.base.accounts.selectors.members import invitation_by_token_hash
from parvis.base.accounts.services.mails import send_account_mail
from parvis.base.accounts.tokens import hash_of, new_token
from parvis.core import clock, journal
from parvis.core.errors import Conflict, InvalidInput, NotAllowed

VALID_FOR = dt.timedelta(days=14)


@transaction.atomic
def invite_to_team(*, actor: User, email: str, role: Role) -> TeamInvitation:
    """Mail someone an invitation to take a role; an older one for the same address and role is revoked.

    Raises NotAllowed, and InvalidInput for an address that is none or whose account holds the role already.
    """
    if not can_manage_members(actor):
        raise NotAllowed(_("Only campus administrators can invite to the team."))
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(_("This is not an e-mail address."), {"email": list(error.messages)}) from error
    if RoleGrant.objects.filter(user__email=email, role=role).exists():
        sentence = _("This person already holds that role.")
        raise InvalidInput(sentence, {"email": [sentence]})
    now = clock.now()
    TeamInvitation.objects.filter(email=email, role=role, accepted_at=None, revoked_at=None).update(revoked_at=now)
    token = new_token()
    invitation = TeamInvitation.objects.create(
        email=email, role=Role(role), token_hash=hash_of(token), invited_by=actor, expires_at=now + VALID_FOR
    )
    _mail(invitation, token, actor)
    journal.record(actor=actor, verb="accounts.invited_to_team", target=invitation, data={"role": str(Role(role))})
    return invitation


def _mail(invitation: TeamInvitation, token: str, actor: User) -> None:
    account = User.objects.filter(email=invitation.email).first()
    send_account_mail(
        to=invitation.email,
        template="accounts/mail/team_invitation",
        language=(account.language if account else "") or settings.LANGUAGE_CODE,
        context={"invitation": invitation, "token": token, "inviter": actor.display_name},
    )


@transaction.atomic
def revoke_invitation(*, actor: User, invitation: TeamInvitation) -> None:
    """Make the mailed link useless. Raises NotAllowed, and Conflict when it was accepted or revoked already."""
    if not can_manage_members(actor):
        raise NotAllowed(_("Only campus administrators can invite to the team."))
    still_open = TeamInvitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not still_open.update(revoked_at=clock.now()):
        raise Conflict(_("This invitation was accepted or revoked in the meantime."))
    journal.record(actor=actor, verb="accounts.invitation_revoked", target=invitation)


@transaction.atomic
def accept_invitation(*, actor: User, token: str) -> TeamInvitation:
    """Take the role that one was invited to.

    Raises Conflict when the invitation is gone, and NotAllowed when it was sent to an address that is not the
    actor's: a role of the campus is never given to whoever happens to hold a forwarded mail.
    """
    invitation = invitation_by_token_hash(hash_of(token))
    if invitation is None:
        raise Conflict(_("This invitation has expired, or was accepted or revoked."))
    if not EmailAddress.objects.filter(user=actor, email=invitation.email, verified=True).exists():
        raise NotAllowed(_("This invitation was sent to another address than yours."))
    now = clock.now()
    if not TeamInvitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        accepted_at=now, accepted_by=actor
    ):
        raise Conflict(_("This invitation has expired, or was accepted or revoked."))
    RoleGrant.objects.get_or_create(user=actor, role=invitation.role, defaults={"granted_by": invitation.invited_by})
    actor.__dict__.pop("_roles", None)
    concerned = (invitation.invited_by,) if invitation.invited_by else ()
    journal.record(
        actor=actor,
        verb="accounts.invitation_accepted",
        target=invitation,
        data={"role": str(invitation.role)},
        concerns=concerned,
    )
    return invitation
