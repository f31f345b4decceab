"""What tests of mails have."""

from copy import deepcopy
from pathlib import Path

import pytest

from tests.support.smtp import serve_mail


@pytest.fixture
def postbox(settings):
    """A mail server that parvis delivers to."""
    server = serve_mail()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    yield server.postbox
    server.shutdown()
    server.server_close()


@pytest.fixture
def greeting(settings):
    """The name of a mail's templates."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).with_name("templates")]
    settings.TEMPLATES = templates
    return "tests/mail/greeting"
