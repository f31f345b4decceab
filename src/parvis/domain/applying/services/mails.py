"""Mails to those who write an application."""

from collections.abc import Mapping
from typing import Any

from parvis.base.accounts.models import User
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.services.mails import tell_address


def tell_applicants(application: Application, template: str, context: Mapping[str, Any]) -> None:
    """Write to everybody who writes the application, each in their language."""
    for user in members_of(application):
        tell(user, template, {"application": application, "call": application.call, **context})


def tell(user: User, template: str, context: Mapping[str, Any]) -> None:
    """Write to an account; the context holds `call`."""
    tell_address(user.email, template, {"reader": user, **context}, language=user.language)
