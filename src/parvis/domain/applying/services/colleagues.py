"""Who writes an application together: invite by mail, ask to join, accept, remove, leave."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of, new_token
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.mail_addresses import clean_address
from parvis.domain.applying.selectors.colleagues import is_usable_invitation
from parvis.domain.applying.services.mails import tell
from parvis.domain.applying.services.writing import locked
from parvis.domain.calls.enums import Right
from parvis.domain.calls.models import Application, Collaborator
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.services.mails import tell_address
from parvis.domain.calls.standing import right_over

MOST_WAITING = 20
"""Invitations and requests that may wait for one application."""


def invite_colleague(*, actor: User, application: Application, email: str, right: Right) -> Collaborator:
    """Mail an invitation to write the application, or to write and submit it; it expires.

    Raises NotAllowed for whoever may not submit it themselves, and InvalidInput with what is wrong with the address.
    """
    _check(actor, application)
    address = clean_address(email)
    with transaction.atomic():
        _check_new(locked(application), address)
        row = Collaborator(application=application, email=address, right=right, invited_by=actor)
        _send(actor, row)
        _record(actor, application, "applying.colleague_invited", right=str(right))
    return row


def resend_invitation(*, actor: User, colleague: Collaborator) -> None:
    """Send a new link with a new date; the old one stops working."""
    _check(actor, colleague.application)
    with transaction.atomic():
        if not _waiting(colleague).filter(asked_at=None).update(invited_by=actor):
            raise Conflict(_("This invitation was accepted or taken back in the meantime."))
        _send(actor, colleague)
        _record(actor, colleague.application, "applying.colleague_invited", right=str(colleague.right))


def accept_invitation(*, actor: User, token: str) -> Application:
    """Take an invitation up, once. Raises InvalidTransition when it is over, used or taken back."""
    over = _("This invitation is no longer valid. Ask for a new one.")
    with transaction.atomic():
        rows = Collaborator.objects.filter(token_hash=hash_of(token))
        row = rows.select_related("application__call", "invited_by").first()
        if row is None or not is_usable_invitation(row):
            raise InvalidTransition(over)
        if right_over(actor, row.application) is not None:
            _waiting(row).update(removed_at=clock.now())
            _raise_right(actor, row)
            return row.application
        if not _waiting(row).update(accepted_at=clock.now(), user=actor):
            raise InvalidTransition(over)
        _record(actor, row.application, "applying.colleague_joined", right=str(row.right))
        if row.invited_by is not None and row.invited_by.is_active:
            tell(
                row.invited_by, "applying/mail/colleague_joined", {**_context(row.application, actor), "colleague": row}
            )
    return row.application


def ask_to_join(*, actor: User, application: Application) -> Collaborator:
    """Ask those who write the application of one's organisation to let one in; they are mailed.

    Raises Conflict where one asked before and was not answered yet, or is in already.
    """
    if right_over(actor, application) is not None:
        raise Conflict(_("You write this application already."))
    now = clock.now()
    try:
        with transaction.atomic():
            _check_room(locked(application))
            row = Collaborator.objects.create(
                application=application,
                email=actor.email,
                user=actor,
                asked_at=now,
                expires_at=now + _lifetime(),
                token_hash=hash_of(new_token()),
            )
            _record(actor, application, "applying.colleague_asked")
            for user in members_of(application):
                if right_over(user, application) == Right.SUBMIT:
                    tell(user, "applying/mail/colleague_asked", _context(application, actor))
    except IntegrityError as error:
        raise Conflict(_("You have asked already: those who write the application were told.")) from error
    return row


def let_in(*, actor: User, colleague: Collaborator, right: Right) -> None:
    """Let someone write who asked to; they are told."""
    _check(actor, colleague.application)
    with transaction.atomic():
        rows = _waiting(colleague).filter(asked_at__isnull=False)
        if not rows.update(accepted_at=clock.now(), right=right, invited_by=actor):
            raise Conflict(_("This request was answered or taken back in the meantime."))
        _record(actor, colleague.application, "applying.colleague_let_in", right=str(right))
        if colleague.user is not None and colleague.user.is_active:
            tell(colleague.user, "applying/mail/colleague_let_in", _context(colleague.application, actor))


def remove_colleague(*, actor: User, colleague: Collaborator) -> None:
    """Take a right, an invitation or a request back; or leave. What the colleague wrote stays in the application."""
    is_own = colleague.user_id == actor.pk
    if not is_own:
        _check(actor, colleague.application)
    with transaction.atomic():
        rows = Collaborator.objects.filter(pk=colleague.pk, removed_at=None)
        if not rows.update(removed_at=clock.now()):
            raise Conflict(_("This was taken back in the meantime."))
        _record(actor, colleague.application, "applying.colleague_left" if is_own else "applying.colleague_removed")


def change_right(*, actor: User, colleague: Collaborator, right: Right) -> None:
    """Let a colleague submit, too, or no longer."""
    _check(actor, colleague.application)
    with transaction.atomic():
        if not Collaborator.objects.filter(pk=colleague.pk, removed_at=None).update(right=right):
            raise Conflict(_("This was taken back in the meantime."))
        _record(actor, colleague.application, "applying.colleague_right_changed", right=str(right))


def prune_invitations(before: dt.datetime) -> int:
    """Delete what came to nothing before this moment: it holds addresses of people who may have no account."""
    over = Q(accepted_at=None, expires_at__lt=before) | Q(removed_at__lt=before)
    deleted, _by_model = Collaborator.objects.filter(over).delete()
    return deleted


def _check(actor: User, application: Application) -> None:
    if right_over(actor, application) != Right.SUBMIT:
        raise NotAllowed(_("Only those who may submit the application say who writes it."))


def _waiting(colleague: Collaborator) -> QuerySet[Collaborator]:
    return Collaborator.objects.filter(pk=colleague.pk, accepted_at=None, removed_at=None)


def _raise_right(actor: User, row: Collaborator) -> None:
    """Whoever is in already and is invited to submit may do so from now on."""
    if row.right == Right.SUBMIT:
        mine = Collaborator.objects.filter(application=row.application, user=actor, removed_at=None)
        mine.update(right=Right.SUBMIT)


def _check_new(application: Application, address: str) -> None:
    if address in {user.email.lower() for user in members_of(application)}:
        sentence = _("This colleague writes the application already.")
        raise InvalidInput(sentence, {"email": [sentence]})
    waiting = Collaborator.objects.filter(application=application, email=address, accepted_at=None, removed_at=None)
    if waiting.filter(expires_at__gt=clock.now()).exists():
        sentence = _("This address is invited already. Send the invitation again, or take it back.")
        raise InvalidInput(sentence, {"email": [sentence]})
    _check_room(application)


def _check_room(application: Application) -> None:
    waiting = Collaborator.objects.filter(application=application, accepted_at=None, removed_at=None)
    if waiting.count() >= MOST_WAITING:
        sentence = _("Too many invitations are waiting. Take some back first.")
        raise InvalidInput(sentence, {"email": [sentence]})


def _lifetime() -> dt.timedelta:
    return dt.timedelta(days=settings.DIRECTORY_INVITATION_DAYS)


def _send(actor: User, row: Collaborator) -> None:
    """Give the invitation a fresh token and date, and mail it in the language of whom it reaches, as far as known."""
    token = new_token()
    row.token_hash, row.expires_at = hash_of(token), clock.now() + _lifetime()
    row.save()
    account = User.objects.filter(email=row.email, is_active=True).first()
    language = account.language if account and account.language else row.application.language
    context = {**_context(row.application, actor), "colleague": row, "token": token}
    tell_address(row.email, "applying/mail/colleague_invited", context, language=language)


def _context(application: Application, actor: User) -> dict[str, object]:
    return {"application": application, "call": application.call, "who": actor}


def _record(actor: User, application: Application, verb: str, **data: str) -> None:
    concerns = members_of(application)
    record(actor=actor, verb=verb, target=application, data={"call": application.call_id, **data}, concerns=concerns)
