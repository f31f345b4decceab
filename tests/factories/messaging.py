"""Mails for tests."""

import factory

from parvis.base.messaging.enums import MailState
from parvis.base.messaging.models import Mail


class MailFactory(factory.django.DjangoModelFactory):
    """A mail that was sent."""

    class Meta:
        model = Mail

    to = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = factory.Sequence(lambda n: f"Subject {n}")
    text = "Hello.\n\nhttps://example.org/path/?a=1\n"
    kind = "tests.greeting"
    state = MailState.SENT
