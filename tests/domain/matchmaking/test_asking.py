"""Suggestions are asked for: by people, by what changes, every week; runs and coverage."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.core import bus, clock
from parvis.core.errors import NotAllowed
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.matchmaking import jobs
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.selectors import runs
from parvis.domain.matchmaking.selectors.coverage import coverage, notices_without, organisations_without
from parvis.domain.matchmaking.selectors.targets import residents, weekly_targets
from parvis.domain.matchmaking.services.asking import ask_again, ask_for_everybody, ask_for_notice
from parvis.domain.needs.enums import NoticeState, Side
from parvis.domain.needs.events import NoticeChanged, OpportunityChanged
from parvis.domain.needs.models import Interest
from tests.factories.accounts import account_with
from tests.factories.cohorts import CohortFactory, CohortMemberFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpenOpportunityFactory, SuggestionFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    """Somebody who acts for an organisation."""
    return AccessFactory(level=AccessLevel.OWNER)


def waiting():
    """The jobs that wait, with what they are for."""
    return [(job.name, job.arguments) for job in Job.objects.order_by("pk")]


def test_suggestions_are_asked_for_once_at_a_time(owner):
    notice, call = OpenNoticeFactory(organisation=owner.organisation), OpenOpportunityFactory()
    pk = owner.organisation_id
    for _twice in range(2):
        ask_again(actor=owner.user, organisation=owner.organisation)
        ask_again(actor=owner.user, organisation=owner.organisation, notice=notice)
        ask_again(actor=owner.user, organisation=owner.organisation, opportunity=call)
    assert waiting() == [
        (jobs.FOR_ORGANISATION, {"organisation": pk}),
        (jobs.FOR_NOTICE, {"notice": notice.pk}),
        (jobs.FOR_OPPORTUNITY, {"opportunity": call.pk, "organisation": pk}),
    ]
    assert Entry.objects.filter(verb="matchmaking.asked").count() == 6


def test_outsiders_may_not_ask(owner):
    call = OpenOpportunityFactory()
    with pytest.raises(NotAllowed):
        ask_again(actor=AccessFactory().user, organisation=owner.organisation)
    with pytest.raises(NotAllowed):
        ask_again(actor=owner.user, organisation=None, opportunity=call)
    with pytest.raises(NotAllowed):
        ask_for_everybody(actor=owner.user)
    assert waiting() == []


def test_the_team_asks_for_the_campus():
    team, call = account_with(Role.COMMUNITY), OpenOpportunityFactory()
    ask_again(actor=team, organisation=None, opportunity=call)
    ask_for_everybody(actor=team)
    assert [name for name, _arguments in waiting()] == [jobs.FOR_OPPORTUNITY, jobs.EVERYBODY]


def test_what_changes_is_worked_out_again(owner, django_capture_on_commit_callbacks):
    notice, call, past = OpenNoticeFactory(), OpenOpportunityFactory(), OpenOpportunityFactory(is_hidden=True)
    Interest.objects.create(opportunity=call, organisation=owner.organisation, said_at=clock.now())
    with django_capture_on_commit_callbacks(execute=True):
        bus.publish(NoticeChanged(notice.pk))
        bus.publish(OpportunityChanged(call.pk))
        bus.publish(OpportunityChanged(past.pk))
    assert waiting() == [
        (jobs.FOR_NOTICE, {"notice": notice.pk}),
        (jobs.FOR_OPPORTUNITY, {"opportunity": call.pk, "organisation": None}),
        (jobs.FOR_OPPORTUNITY, {"opportunity": call.pk, "organisation": owner.organisation_id}),
    ]


def test_jobs_keep_what_they_work_out_and_tell_notices_that_fit(ecosystem):
    startup = AccessFactory(organisation=ecosystem.startup, level=AccessLevel.OWNER)
    need = OpenNoticeFactory(organisation=ecosystem.startup, title="Heart rhythm advice")
    offer = OpenNoticeFactory(side=Side.OFFER, organisation=ecosystem.heart, title="Heart rhythm advice")
    call = OpenOpportunityFactory(title="Heart rhythm")
    SuggestionFactory(organisation=ecosystem.clinic)
    ask_for_notice(notice_id=need.pk)
    ask_again(actor=startup.user, organisation=ecosystem.startup, opportunity=call)
    ask_again(actor=startup.user, organisation=ecosystem.startup)
    enqueue(actor=None, name=jobs.EVERYBODY, key=jobs.EVERYBODY)
    done = run_jobs()
    assert {job.state for job in done} == {JobState.DONE}
    assert Suggestion.objects.filter(notice=offer, found=need).exists()
    subjects = Suggestion.objects.filter(organisation=ecosystem.startup).values_list("subject", flat=True)
    assert set(subjects) == set(Subject.values)
    everybody = next(job for job in done if job.name == jobs.EVERYBODY)
    assert everybody.result == {"organisations": 2, "with_suggestions": 2, "removed": 1}


def test_who_gets_weekly_suggestions(owner):
    AccessFactory(level=AccessLevel.READER)
    resident = CohortMemberFactory(cohort=CohortFactory(state=CohortState.PUBLISHED)).organisation
    CohortMemberFactory()
    looking = OpenNoticeFactory().organisation
    OpenNoticeFactory(state=NoticeState.DRAFT)
    OpenNoticeFactory(organisation=OrganisationFactory(status=Status.DORMANT))
    assert list(residents()) == [resident]
    assert set(weekly_targets()) == {owner.organisation, resident, looking}


def test_pages_know_that_suggestions_are_being_worked_out(owner):
    notice, call = OpenNoticeFactory(organisation=owner.organisation), OpenOpportunityFactory()

    def under_way():
        return (
            runs.is_waiting_for_notice(notice),
            runs.is_waiting_for_opportunity(call, owner.organisation),
            runs.is_waiting_for_opportunity(call, None),
            runs.is_waiting_for_organisation(owner.organisation),
        )

    assert under_way() == (False,) * 4
    ask_for_notice(notice_id=notice.pk)
    ask_again(actor=owner.user, organisation=owner.organisation, opportunity=call)
    ask_again(actor=owner.user, organisation=owner.organisation)
    assert under_way() == (True, True, False, True)
    Job.objects.update(state=JobState.DONE)
    assert under_way() == (False,) * 4
    assert [runs.name_of(run) for run in runs.runs()] == [
        "suggestions for an organisation",
        "suggestions for a call to partner for",
        "suggestions for a need or an offer",
    ]


def test_coverage_says_who_has_nobody(owner):
    lonely = AccessFactory().organisation
    SuggestionFactory(organisation=owner.organisation)
    found, unheard = OpenNoticeFactory(organisation=owner.organisation), OpenNoticeFactory(organisation=lonely)
    SuggestionFactory(organisation=owner.organisation, subject=Subject.NOTICE, notice=found)
    figures = coverage()
    assert (figures.organisations, figures.with_some) == (2, 1)
    assert (figures.notices, figures.notices_with_some) == (2, 1)
    assert list(organisations_without()) == [lonely]
    assert list(notices_without()) == [unheard]
