"""The weekly digest: on Monday mornings, once, with what is new, and never to whom wants none."""

import datetime as dt

import pytest
import time_machine

from parvis.base.jobs.services.queue import enqueue
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.matchmaking import jobs
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import DigestChoice, DigestLine, Suggestion
from parvis.domain.matchmaking.selectors.digests import digest_of, wants_digest
from parvis.domain.matchmaking.services.digests import choose_digest, reader_of, send_digests, stop_url, token_of
from parvis.domain.matchmaking.services.forgetting import forget_others
from tests.factories.accounts import UserFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpinionFactory, SuggestionFactory, introduced
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 30, 8, 0, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def monday():
    """It is a Monday, nine in the morning in Paris."""
    with time_machine.travel(MONDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def owner(monday):
    """Somebody who acts for an organisation and reads French."""
    user = UserFactory(language="fr", name="Ada")
    return AccessFactory(level=AccessLevel.OWNER, user=user)


def test_a_digest_tells_what_is_new_in_the_language_of_its_reader(owner):
    notice = OpenNoticeFactory(organisation=owner.organisation, title="A site", ends_on=MONDAY.date() + WEEK)
    OpenNoticeFactory(organisation=owner.organisation, ends_on=MONDAY.date() + 3 * WEEK)
    best = SuggestionFactory(
        organisation=owner.organisation, subject=Subject.NOTICE, notice=notice, score=0.9, other__city="Lille"
    )
    second = SuggestionFactory(organisation=owner.organisation, score=0.5)
    introduced(OrganisationFactory(), owner.organisation)
    assert send_digests() == 1
    mail = Mail.objects.get()
    assert mail.to == owner.user.email
    assert "Bonjour Ada" in mail.text
    assert f"{best.other.name} (Lille)" in mail.text
    assert "un partenaire commun" in mail.text
    assert f"/suggestions/notices/{notice.slug}/" in mail.text
    assert f"/suggestions/organisations/{second.organisation.slug}/" in mail.text
    assert "Meet" in mail.text
    assert "A site (7 décembre 2026)" in mail.text
    assert token_of(owner.user) in mail.text
    assert mail.stop_url == stop_url(token_of(owner.user)) in mail.text


def test_nobody_is_suggested_week_after_week(owner, monday):
    SuggestionFactory.create_batch(4, organisation=owner.organisation)
    assert send_digests() == 1
    assert send_digests() == 0
    assert DigestLine.objects.count() == 3
    monday.shift(WEEK)
    assert [line.other for line in digest_of(owner.user).lines] == [
        Suggestion.objects.exclude(other__in=DigestLine.objects.values("other")).get().other
    ]
    assert send_digests() == 1
    monday.shift(WEEK)
    assert send_digests() == 0
    assert Mail.objects.count() == 2


def test_there_is_no_mail_when_there_is_nothing_to_say(owner):
    one = SuggestionFactory(organisation=owner.organisation)
    OpinionFactory(organisation=owner.organisation, other=one.other)
    SuggestionFactory(organisation=owner.organisation, subject=Subject.OPPORTUNITY)
    assert send_digests() == 0
    assert not Mail.objects.exists()
    assert DigestChoice.objects.get().sent_at is None


@pytest.mark.parametrize("hours", [-3, 60])
def test_there_is_no_mail_on_other_days(owner, monday, hours):
    SuggestionFactory(organisation=owner.organisation)
    monday.shift(dt.timedelta(hours=hours))
    assert send_digests() == 0


def test_who_wants_none_and_who_only_reads_gets_none(owner, monday):
    reader = AccessFactory(level=AccessLevel.READER, organisation=owner.organisation)
    SuggestionFactory(organisation=owner.organisation)
    choose_digest(user=owner.user, is_off=True)
    assert not wants_digest(owner.user)
    assert send_digests() == 0
    choose_digest(user=owner.user, is_off=False)
    assert wants_digest(owner.user)
    assert send_digests() == 1
    assert not DigestLine.objects.filter(user=reader.user).exists()


def test_answers_that_were_given_are_not_waited_for(owner):
    introduced(owner.organisation, OrganisationFactory())
    assert len(digest_of(owner.user).waiting) == 1
    IntroductionSide.objects.update(answer="accepted")
    assert digest_of(owner.user).waiting == []


def test_the_link_of_a_digest_names_its_reader_and_nothing_else(owner):
    token = token_of(owner.user)
    assert reader_of(token) == owner.user
    assert reader_of(token + "x") is None
    owner.user.is_active = False
    owner.user.save()
    assert reader_of(token) is None


def test_digests_go_out_by_themselves(owner):
    SuggestionFactory(organisation=owner.organisation)
    enqueue(actor=None, name=jobs.DIGEST)
    found = next(job for job in run_jobs() if job.name == jobs.DIGEST)
    assert found.result == {"sent": 1}


def test_who_was_in_a_digest_may_be_in_one_again_after_a_year(owner):
    DigestLine.objects.create(
        user=owner.user,
        organisation=owner.organisation,
        other=OrganisationFactory(),
        told_at=clock.now() - dt.timedelta(days=366),
    )
    kept = SuggestionFactory(organisation=owner.organisation)
    SuggestionFactory()
    assert forget_others(keep=[owner.organisation_id]) == 1
    assert Suggestion.objects.get() == kept
    assert not DigestLine.objects.exists()
