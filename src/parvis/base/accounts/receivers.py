"""What allauth tells: written into the log, in the transaction of the act where there is one."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import email_confirmed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.db import transaction
from django.http import HttpRequest

from parvis.base.accounts.models import User
from parvis.core import journal


def connect() -> None:
    """Listen; called once from `AppConfig.ready()`."""
    user_logged_in.connect(on_signed_in, dispatch_uid="accounts.signed_in")
    email_confirmed.connect(on_address_confirmed, dispatch_uid="accounts.address_confirmed")
    for signal, verb in (
        (authenticator_added, "accounts.factor_added"),
        (authenticator_removed, "accounts.factor_removed"),
        (authenticator_reset, "accounts.factor_renewed"),
    ):
        signal.connect(_factor_receiver(verb), weak=False, dispatch_uid=verb)
    social_account_added.connect(on_outside_account_added, dispatch_uid="accounts.outside_account_added")
    social_account_removed.connect(on_outside_account_removed, dispatch_uid="accounts.outside_account_removed")


RECORDS = "account_authentication_methods"
"""Session key under which allauth keeps how and when someone proved who they are."""


@transaction.atomic
def on_signed_in(user: User, request: HttpRequest, **_kwargs: Any) -> None:
    """A sign-in is logged, shows that the account is in use, and confirms its owner for acts that matter."""
    if not get_authentication_records(request, user):
        record_authentication(request, user, method="signup")  # whose address was confirmed a moment ago
    request.session[RECORDS] = [
        {**record, "reauthenticated": True} for record in get_authentication_records(request, user)
    ]
    User.objects.filter(pk=user.pk).exclude(warned_at=None).update(warned_at=None)
    journal.record(actor=user, verb="accounts.signed_in", target=user)


@transaction.atomic
def on_address_confirmed(request: HttpRequest, email_address: Any, **_kwargs: Any) -> None:
    """Drop a password that someone else may have chosen.

    Whoever signs up with a stranger's address chooses a password before anything is confirmed. When the owner of the
    mailbox then comes in by a mailed code, that password must not go on opening the account.
    """
    user = email_address.user
    records = get_authentication_records(request, user) or [{}]
    if user.last_login is None and records[-1].get("method") == "code" and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def _factor_receiver(verb: str) -> Any:
    @transaction.atomic
    def receive(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
        journal.record(actor=user, verb=verb, target=user, data={"type": str(authenticator.type)})

    return receive


@transaction.atomic
def on_outside_account_added(sociallogin: Any, **_kwargs: Any) -> None:
    """An account elsewhere now opens this one."""
    user = sociallogin.user
    data = {"provider": sociallogin.account.provider}
    journal.record(actor=user, verb="accounts.outside_account_added", target=user, data=data)


@transaction.atomic
def on_outside_account_removed(socialaccount: Any, **_kwargs: Any) -> None:
    """An account elsewhere opens this one no more."""
    user = socialaccount.user
    data = {"provider": socialaccount.provider}
    journal.record(actor=user, verb="accounts.outside_account_removed", target=user, data=data)
