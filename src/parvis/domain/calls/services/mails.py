"""Mails about calls: to applicants in the language of their application, and to those who run the call."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, User
from parvis.base.messaging.services.send import queue_mail, send_mail
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.calls import people_of


def draft_of(template: str, language: str, context: Mapping[str, Any]) -> str:
    """The text that a form proposes for a message, which whoever sends it may change."""
    with translation.override(language):
        return render_to_string(f"{template}.draft.txt", dict(context)).strip()


def send_message(application: Application, users: Iterable[User], *, template: str, message: str) -> None:
    """Send what somebody wrote to those who write the application; the subject is in the application's language."""
    values = {"application": application, "call": application.call, "base_url": settings.BASE_URL, "message": message}
    with translation.override(application.language), timezone.override(application.call.timezone):
        subject = render_to_string(f"{template}.subject.txt", values)
        text = render_to_string("calls/mail/message.txt", values)
    for user in users:
        queue_mail(
            to=user.email,
            subject=subject,
            text=text,
            language=application.language,
            kind=template.replace("/mail/", "."),
            reply_to=application.call.contact_email,
        )


def tell_address(email: str, template: str, context: Mapping[str, Any], *, language: str) -> None:
    """Write to an address; the context holds `call`, whose time zone its times are told in."""
    with timezone.override(context["call"].timezone):
        send_mail(
            to=email,
            template=template,
            language=language or settings.LANGUAGE_CODE,
            context=context,
            kind=template.replace("/mail/", "."),
        )


def tell_those_who_run(call: Call, template: str, context: Mapping[str, Any]) -> None:
    """Write to the managers of a partner's programme, or else to the programme managers of the campus."""
    grants = RoleGrant.objects.filter(role=Role.PROGRAMME, user__is_active=True)
    users = people_of(call) or list(User.objects.filter(pk__in=grants.values("user_id")).order_by("pk"))
    for user in users:
        tell_address(user.email, template, {"call": call, "reader": user, **context}, language=user.language)
