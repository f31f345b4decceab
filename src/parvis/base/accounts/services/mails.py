"""Mails of accounts, through Django's mail functions: the queue of `messaging` is above and takes them from there."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send_account_mail(*, to: str, template: str, language: str, context: Mapping[str, Any]) -> None:
    """Render `<template>.subject.txt` and `.txt` in the language and send them; `accounts.<name>` is the kind.

    A mail whose context has a token is secret: nobody else reads it in the queue.
    """
    values = {"base_url": settings.BASE_URL, "site_name": site_name(), **context}
    with translation.override(language or settings.LANGUAGE_CODE):
        EmailMultiAlternatives(
            subject=" ".join(render_to_string(f"{template}.subject.txt", values).split()),
            body=render_to_string(f"{template}.txt", values).strip() + "\n",
            to=[to],
            headers=mail_headers(template, secret=bool(context.get("token"))),
        ).send()


def mail_headers(template: str, *, secret: bool) -> dict[str, str]:
    """What the queue wants to know of a mail; these headers never leave the house."""
    kind = {"X-Parvis-Kind": f"accounts.{template.rsplit('/', 1)[-1]}"}
    return {**kind, "X-Parvis-Secret": "yes"} if secret else kind


def site_name() -> str:
    """The host that readers know the campus by."""
    return settings.BASE_URL.split("://", 1)[-1]
