"""Mails of the directory."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from parvis.base.accounts.models import User
from parvis.base.messaging.services.send import send_mail


def tell(user: User | None, template: str, context: Mapping[str, Any]) -> None:
    """Write to an account in its language; nothing for nobody and for accounts that are closed."""
    if user is not None and user.is_active:
        tell_address(user.email, template, {"reader": user, **context}, language=user.language)


def tell_all(users: Iterable[User], template: str, context: Mapping[str, Any]) -> None:
    """Write to each account once."""
    for user in {user.pk: user for user in users}.values():
        tell(user, template, context)


def tell_address(email: str, template: str, context: Mapping[str, Any], *, language: str) -> None:
    """Write to an address."""
    send_mail(
        to=email,
        template=template,
        language=language or settings.LANGUAGE_CODE,
        context=context,
        kind=template.replace("/mail/", "."),
    )
