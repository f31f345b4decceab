"""Change the address of an account, confirmed at both ends.

Both the present and the new address get a link; opening it changes nothing (mail scanners open links), a button on
the page behind it does. Until both have confirmed, either of them can stop the change.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import EmailChange, User
from parvis.base.accounts.selectors.email_changes import change_by_token, open_change_of
from parvis.base.accounts.services.mails import send_account_mail
from parvis.base.accounts.tokens import hash_of, new_token
from parvis.core import clock, journal
from parvis.core.errors import Conflict, InvalidInput

VALID_FOR = dt.timedelta(days=2)


@transaction.atomic
def request_email_change(*, actor: User, new_email: str) -> EmailChange:
    """Begin a change and mail both addresses; an earlier one that is under way is dropped.

    When the new address has an account already, its owner is told so by mail, the change can never be confirmed, and
    whoever asked sees no difference. Raises InvalidInput for what is no other address.
    """
    new_email = new_email.strip().lower()
    _check_address(actor, new_email)
    now = clock.now()
    EmailChange.objects.filter(user=actor, ended_at=None).update(ended_at=now)
    taken = User.objects.filter(email=new_email).exists() or EmailAddress.objects.filter(email=new_email).exists()
    old_token, new_token_ = new_token(), new_token()
    change = EmailChange.objects.create(
        user=actor,
        old_email=actor.email,
        new_email=new_email,
        old_token_hash=hash_of(old_token),
        new_token_hash="" if taken else hash_of(new_token_),
        expires_at=now + VALID_FOR,
    )
    journal.record(actor=actor, verb="accounts.email_change_requested", target=actor)
    _mail(change, to=actor.email, template="accounts/mail/email_change_old", token=old_token)
    about_new = "accounts/mail/email_change_taken" if taken else "accounts/mail/email_change_new"
    _mail(change, to=new_email, template=about_new, token=new_token_)
    return change


def _check_address(actor: User, email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(_("This is not an e-mail address."), {"email": list(error.messages)}) from error
    if len(email) > 254:
        raise InvalidInput(_("This is not an e-mail address."), {"email": [_("At most 254 characters.")]})
    if email == actor.email:
        sentence = _("This is your present address.")
        raise InvalidInput(sentence, {"email": [sentence]})


def _mail(change: EmailChange, *, to: str, template: str, token: str) -> None:
    send_account_mail(
        to=to,
        template=template,
        language=change.user.language,
        context={"change": change, "token": token},
    )


@transaction.atomic
def confirm_email_change(*, token: str) -> EmailChange:
    """One of the two addresses says yes; when both have, the account has its new address.

    Raises Conflict when the link is no longer good. Nobody has to be signed in: who reads the mailbox decides.
    """
    change = change_by_token(token)
    if change is None:
        raise Conflict(_("This link has expired, or the change was stopped or replaced by another one."))
    now = clock.now()
    same = EmailChange.objects.filter(pk=change.pk, ended_at=None)
    if hash_of(token) == change.old_token_hash:
        confirmed = same.filter(old_confirmed_at=None).update(old_confirmed_at=now)
    else:
        confirmed = same.filter(new_confirmed_at=None).update(new_confirmed_at=now)
    change.refresh_from_db()
    if confirmed and change.old_confirmed_at and change.new_confirmed_at:
        _complete(change, now)
    return change


def _complete(change: EmailChange, now: dt.datetime) -> None:
    """Move the account to the new address, unless someone else took that address in the meantime."""
    if not EmailChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=now):
        raise Conflict(_("This change has ended already."))
    others = User.objects.exclude(pk=change.user_id)
    if (
        others.filter(email=change.new_email).exists()
        or EmailAddress.objects.exclude(user=change.user).filter(email=change.new_email).exists()
    ):
        raise Conflict(_("Another account has taken this address in the meantime."))
    user = change.user
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=change.new_email, verified=True, primary=True)
    User.objects.filter(pk=user.pk).update(email=change.new_email)
    change.ended_at = now
    user.email = change.new_email
    journal.record(actor=user, verb="accounts.email_changed", target=user)
    for address in (change.old_email, change.new_email):
        _mail(change, to=address, template="accounts/mail/email_changed", token="")


@transaction.atomic
def cancel_email_change(*, token: str) -> None:
    """Stop the change from either mailbox. Raises Conflict when it is over already."""
    change = change_by_token(token)
    if change is None:
        raise Conflict(_("This link has expired, or the change was stopped or replaced by another one."))
    _cancel(change)


@transaction.atomic
def cancel_own_email_change(*, actor: User) -> None:
    """Stop one's own change from the account page. Raises Conflict when there is none under way."""
    change = open_change_of(actor)
    if change is None:
        raise Conflict(_("No change of address is under way."))
    _cancel(change)


def _cancel(change: EmailChange) -> None:
    if not EmailChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=clock.now()):
        raise Conflict(_("This change has ended already."))
    journal.record(actor=change.user, verb="accounts.email_change_cancelled", target=change.user)
