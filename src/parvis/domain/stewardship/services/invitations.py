"""Invite someone by mail to act for an organisation; the mail alone holds the token, the row holds its hash."""

import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.mail_addresses import clean_address
from parvis.domain.directory import rules
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.services.access import raise_access
from parvis.domain.stewardship.models import Invitation
from parvis.domain.stewardship.services.mails import tell, tell_address
from parvis.domain.stewardship.tokens import hash_of, new_token

MOST_PENDING = 50


def invite(*, actor: User, organisation: Organisation, email: str, level: AccessLevel) -> Invitation:
    """Send an invitation that expires after PARVIS_INVITATION_DAYS."""
    _check(actor, organisation)
    address = clean_address(email)
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        _check_new(organisation, address)
        invitation = Invitation(organisation=organisation, email=address, level=level, invited_by=actor)
        _send(actor, invitation)
        record(actor=actor, verb="stewardship.invitation_sent", target=organisation, data={"level": str(level)})
    return invitation


def resend_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Send a new link with a new date; the old link stops working."""
    _check(actor, invitation.organisation)
    with transaction.atomic():
        if not _open(invitation).update(invited_by=actor):
            raise Conflict(_("This invitation has been accepted or revoked in the meantime."))
        _send(actor, invitation)
        data = {"level": str(invitation.level)}
        record(actor=actor, verb="stewardship.invitation_sent", target=invitation.organisation, data=data)
    return invitation


def revoke_invitation(*, actor: User, invitation: Invitation) -> None:
    """Make the link useless."""
    _check(actor, invitation.organisation)
    with transaction.atomic():
        if not _open(invitation).update(revoked_at=clock.now()):
            raise Conflict(_("This invitation has been accepted or revoked in the meantime."))
        record(actor=actor, verb="stewardship.invitation_revoked", target=invitation.organisation)


def accept_invitation(*, actor: User, token: str, is_other_address: bool = False) -> Organisation:
    """Take up the invitation that the token belongs to, once.

    `is_other_address` says that the account knows that the invitation was sent to another address than its own.
    Raises InvalidTransition when the invitation is gone, used, revoked or expired.
    """
    with transaction.atomic():
        row = Invitation.objects.filter(token_hash=hash_of(token))
        invitation = row.select_related("organisation", "invited_by").first()
        if invitation is None or not is_usable(invitation):
            raise InvalidTransition(_("This invitation is no longer valid. Ask for a new one."))
        if invitation.email != actor.email.lower() and not is_other_address:
            sentence = _("This invitation was sent to another address. Confirm that you take it up with this account.")
            raise InvalidInput(sentence, {"is_other_address": [sentence]})
        if not _open(invitation).update(accepted_at=clock.now(), accepted_by=actor):
            raise InvalidTransition(_("This invitation is no longer valid. Ask for a new one."))
        organisation = invitation.organisation
        level = AccessLevel(invitation.level)
        raise_access(granted_by=invitation.invited_by, organisation=organisation, user=actor, level=level)
        inviters = [invitation.invited_by] if invitation.invited_by else []
        data = {"level": str(level)}
        record(actor=actor, verb="stewardship.invitation_accepted", target=organisation, data=data, concerns=inviters)
        tell(
            invitation.invited_by, "stewardship/mail/invitation_accepted", {"organisation": organisation, "who": actor}
        )
    return organisation


def is_usable(invitation: Invitation) -> bool:
    """True while the link works."""
    is_open = invitation.accepted_at is None and invitation.revoked_at is None
    return is_open and invitation.expires_at > clock.now()


def prune_invitations(before: dt.datetime) -> int:
    """Delete invitations that ended before this moment: they hold addresses of people who may have no account."""
    deleted, _by_model = Invitation.objects.filter(expires_at__lt=before).delete()
    return deleted


def _check(actor: User, organisation: Organisation) -> None:
    if not rules.can_manage_access(actor, organisation):
        raise NotAllowed(_("You may not manage the rights over this organisation."))


def _open(invitation: Invitation) -> "models.QuerySet[Invitation]":
    """The row as long as nobody has used or revoked it, for a conditional update."""
    return Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True)


def _check_new(organisation: Organisation, address: str) -> None:
    sentence = ""
    pending = Invitation.objects.filter(
        organisation=organisation, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    if Access.objects.filter(organisation=organisation, user__email__iexact=address).exists():
        sentence = _("The account with this address has a right over the organisation already. Change it instead.")
    elif pending.filter(email=address).exists():
        sentence = _("This address is invited already. Send the invitation again, or revoke it.")
    elif pending.count() >= MOST_PENDING:
        sentence = _("Too many invitations are waiting. Revoke some first.")
    if sentence:
        raise InvalidInput(sentence, {"email": [sentence]})


def _send(actor: User, invitation: Invitation) -> None:
    """Give the invitation a fresh token and date, save it and mail it."""
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.sent_at = clock.now()
    invitation.expires_at = clock.now() + dt.timedelta(days=settings.DIRECTORY_INVITATION_DAYS)
    invitation.save()
    account = User.objects.filter(email=invitation.email).first()
    context = {"invitation": invitation, "organisation": invitation.organisation, "who": actor, "token": token}
    language = account.language if account and account.language else actor.language
    tell_address(invitation.email, "stewardship/mail/invitation", context, language=language)
