"""Writers hear of what ends soon, once for each last day."""

import datetime as dt

import pytest
import time_machine

from parvis.base.messaging.models import Mail
from parvis.domain.needs.enums import NoticeState
from parvis.domain.needs.models import Notice
from parvis.domain.needs.services.notices import prolong_notice
from parvis.domain.needs.services.warning import warn_of_ends
from parvis.domain.needs.tasks import ends
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import editor_of, reader_of
from tests.factories.needs import NoticeFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(today, settings):
    """A day within the days of warning."""
    return today + dt.timedelta(days=settings.NEEDS_WARNING_DAYS)


def test_writers_get_one_mail_about_all_that_ends(startup, owner, soon):
    editor = editor_of(startup, language="fr")
    reader_of(startup)
    first = NoticeFactory(organisation=startup, ends_on=soon, title="A site")
    NoticeFactory(organisation=startup, ends_on=soon)
    NoticeFactory(organisation=startup, ends_on=soon + dt.timedelta(days=1))
    NoticeFactory(organisation=startup, ends_on=soon, state=NoticeState.MET)
    assert warn_of_ends() == 2
    assert warn_of_ends() == 0
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {owner.email, editor.email}
    assert mails[owner.email].subject == "Do they still hold? 2 needs and offers of Pulsia end soon"
    assert first.get_absolute_url() in mails[owner.email].text
    assert "Bonjour" in mails[editor.email].text
    assert (mails[editor.email].kind, mails[editor.email].language) == ("needs.ending", "fr")


def test_prolonged_notice_is_warned_of_again(startup, owner, soon):
    notice = NoticeFactory(organisation=startup, ends_on=soon, title="A site")
    warn_of_ends()
    assert Mail.objects.get().subject == "Does it still hold? “A site” ends soon"
    prolong_notice(actor=owner, notice=Notice.objects.get())
    assert warn_of_ends() == 0
    notice.refresh_from_db()
    with time_machine.travel(dt.datetime.combine(notice.ends_on, dt.time(12), dt.UTC)):
        assert warn_of_ends() == 1


def test_without_writers_whoever_wrote_it_is_told(startup, soon):
    campus, gone = account_with("community"), UserFactory(is_active=False)
    NoticeFactory(organisation=startup, ends_on=soon, created_by=campus)
    NoticeFactory(organisation=startup, ends_on=soon, created_by=gone)
    assert warn_of_ends() == 2
    assert Mail.objects.get().to == campus.email


def test_nobody_to_tell_is_no_error(startup, soon):
    NoticeFactory(organisation=startup, ends_on=soon)
    assert (warn_of_ends(), Mail.objects.count()) == (1, 0)


def test_nightly_job_ends_and_warns(startup, owner, soon, today):
    NoticeFactory(organisation=startup, ends_on=today - dt.timedelta(days=1))
    NoticeFactory(organisation=startup, ends_on=soon)
    assert ends(None) == {"expired": 1, "warned": 1}


def test_what_was_prolonged_in_this_moment_is_not_warned_of(startup, owner, soon):
    notice = NoticeFactory(organisation=startup, ends_on=soon)
    later = soon + dt.timedelta(days=30)
    with meanwhile(lambda: Notice.objects.filter(pk=notice.pk).update(ends_on=later), before="UPDATE"):
        assert warn_of_ends() == 0
    assert not Mail.objects.exists()
