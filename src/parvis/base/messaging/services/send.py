"""Write a mail and queue it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from parvis.base.jobs.services.queue import enqueue
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail
from parvis.base.messaging.selectors.mails import delivers
from parvis.core import clock

DELIVER = "messaging.deliver"
"""The job that delivers what waits."""


def send_mail(
    *,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, Any],
    kind: str,
    reply_to: str = "",
    stop_url: str = "",
) -> Mail:
    """Render `<template>.subject.txt`, `.txt` and perhaps `.html` in the language, and queue the mail on commit.

    `kind` groups mails for the team and says what they are about: "directory.invitation". The templates get
    `base_url`, for absolute links, besides `context`. A POST without a session to `stop_url` stops such mails.
    """
    values = {"base_url": settings.BASE_URL, **context}
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = render_to_string(f"{template}.subject.txt", values)
        text = render_to_string(f"{template}.txt", values)
        html = _render_if_there_is(f"{template}.html", values)
    return queue_mail(
        to=to,
        subject=subject,
        text=text,
        html=html,
        language=language,
        kind=kind,
        reply_to=reply_to,
        stop_url=stop_url,
    )


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    language: str = "",
    kind: str = "",
    reply_to: str = "",
    stop_url: str = "",
    is_secret: bool = False,
) -> Mail:
    """Store a mail that is written already, in the caller's transaction, and have it delivered after the commit.

    The text of a secret one is for its reader alone: administrators do not see it, and it goes once the mail is sent.
    Where nothing can deliver mails (a demo, no SMTP server) it is kept to be read in the application instead.
    """
    with transaction.atomic():
        mail = Mail.objects.create(
            to=to.strip(),
            subject=" ".join(subject.split())[:300],
            text=text.strip() + "\n",
            html=html.strip(),
            language=language,
            kind=kind,
            reply_to=reply_to,
            stop_url=stop_url,
            is_secret=is_secret,
            state=MailState.QUEUED if delivers() else MailState.KEPT,
            next_attempt_at=clock.now() if delivers() else None,
        )
        if delivers():
            deliver_after_commit()
    return mail


def deliver_after_commit() -> None:
    """Ask for the delivery once in a transaction, however many mails it writes."""
    if all(call is not have_mails_delivered for _, call, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(have_mails_delivered)


def have_mails_delivered() -> None:
    """Queue the delivery; outside the transaction of the mail, so that the job surely sees it."""
    enqueue(actor=None, name=DELIVER, key=DELIVER)


def _render_if_there_is(template: str, values: Mapping[str, Any]) -> str:
    try:
        return render_to_string(template, values)
    except TemplateDoesNotExist as error:
        if error.args != (template,):
            raise
        return ""
