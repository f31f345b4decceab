"""What tests about accounts share."""

import re
import time

from tests.support.client import StrictClient

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def confirmed_client(user, **options):
    """A client of someone who has signed in just now, so that acts that matter need no further proof."""
    client = StrictClient(headers={"accept-language": "en"}, **options)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def english():
    """A client of someone who reads English and has not signed in."""
    return StrictClient(headers={"accept-language": "en"})


def code_in(mail):
    """The code that a mail carries."""
    return CODE.search(mail.body).group(1)


def links_in(mail):
    """The paths of the links in a mail."""
    return list(LINK.findall(mail.body))
