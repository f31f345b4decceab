"""Open an account without a sign-up: for the command line, the demo and the first administrator."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.services.roles import grant_role
from parvis.core import journal
from parvis.core.errors import InvalidInput


@transaction.atomic
def create_account(
    *,
    actor: User | None,
    email: str,
    password: str | None = None,
    name: str = "",
    language: str = "",
    roles: Iterable[Role] = (),
) -> User:
    """Open an account whose address counts as confirmed; without a password one signs in by mailed code.

    Raises InvalidInput, with the fields, for an address that is taken or a password that is too weak.
    """
    try:
        if password is not None:
            validate_password(password, User(email=email, name=name))
        user = User.objects.create_user(email=email, password=password, name=name, language=language)
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {"password": list(error.messages)}
        raise InvalidInput(_("This account cannot be opened."), fields) from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    journal.record(actor=actor, verb="accounts.created", target=user, concerns=(user,))
    for role in roles:
        grant_role(actor=None, user=user, role=role)
    return user


@transaction.atomic
def set_password(*, actor: User | None, user: User, password: str) -> None:
    """Give the account a new password, from the command line. Raises InvalidInput when it is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(_("This password is too weak."), {"password": list(error.messages)}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.record(actor=actor, verb="accounts.password_changed", target=user, concerns=(user,))
