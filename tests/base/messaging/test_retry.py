"""Sending a mail again."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.messaging.enums import MailState
from parvis.base.messaging.selectors.mails import counts_by_state
from parvis.base.messaging.services.deliver import is_final
from parvis.base.messaging.services.retry import retry_mail
from parvis.core.errors import InvalidTransition, NotAllowed
from tests.factories.accounts import UserFactory, account_with
from tests.factories.messaging import MailFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", MailState.values)
def test_only_what_ended_unsent_is_sent_again(postbox, state):
    actor, mail = account_with(Role.ADMINISTRATOR), MailFactory(state=state)
    if state in {MailState.FAILED, MailState.KEPT}:
        retry_mail(actor=actor, mail=mail)
        assert counts_by_state()[MailState.QUEUED] == 1
        assert (Entry.objects.get().verb, Entry.objects.get().target_label) == (
            "messaging.queued_again",
            "tests.greeting",
        )
    else:
        with pytest.raises(InvalidTransition):
            retry_mail(actor=actor, mail=mail)


def test_nothing_is_sent_again_where_nothing_delivers(settings):
    settings.MAIL_TRANSPORT = ""
    with pytest.raises(InvalidTransition):
        retry_mail(actor=account_with(Role.ADMINISTRATOR), mail=MailFactory(state=MailState.FAILED))


@pytest.mark.parametrize("role", [Role.COMMUNITY, Role.SITE, Role.REVIEWER, None])
def test_only_administrators_send_again(postbox, role):
    actor = account_with(role) if role else UserFactory()
    with pytest.raises(NotAllowed):
        retry_mail(actor=actor, mail=MailFactory(state=MailState.FAILED))


def test_what_cannot_be_written_is_final():
    assert is_final(ValueError("no address"))
    assert not is_final(OSError("gone"))
