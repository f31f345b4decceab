"""Silent projects: the partners are asked, asked again, then the campus is told."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from parvis.base.activity.models import Entry
from parvis.base.jobs.registry import jobs
from parvis.core import clock
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.joint_projects.links import NEWS, named_by
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.silence import is_silent, silent_first
from parvis.domain.joint_projects.services.silence import ask_for_news
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory
from tests.factories.joint_projects import JointProjectFactory
from tests.support.accounts import links_in
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def days(number):
    return clock.now() + dt.timedelta(days=number)


@pytest.fixture
def silent(project):
    """Nothing was heard of it for two hundred days."""
    JointProject.objects.update(news_at=days(-200), state=ProjectState.RUNNING)
    project.refresh_from_db()
    return project


def test_partners_are_asked_twice_and_then_the_campus_is_told(silent, owner, doctor, manager, outbox):
    assert ask_for_news() == {"asked": 1, "told": 0}
    assert ask_for_news() == {"asked": 0, "told": 0}
    assert sorted(mail.to[0] for mail in outbox) == [doctor.email, owner.email]
    named = named_by(NEWS, links_in(outbox[0])[0].split("/")[-2])
    assert (named.pk, named.moment) == (silent.pk, int(silent.news_at.timestamp()))
    with time_machine.travel(days(31)):
        assert ask_for_news() == {"asked": 1, "told": 0}
    with time_machine.travel(days(62)):
        outbox.clear()
        assert ask_for_news() == {"asked": 0, "told": 1}
    assert [(mail.to, mail.subject) for mail in outbox] == [([manager.email], "No news of a joint project: Heart")]
    with time_machine.travel(days(400)):
        assert ask_for_news() == {"asked": 0, "told": 0}
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["joint_projects.news_asked"] * 2 + ["joint_projects.silence_told"]


def test_where_nobody_can_be_reached_the_campus_is_told_at_once(silent, outbox):
    administrator = account_with("administrator")
    assert ask_for_news() == {"asked": 0, "told": 1}
    assert [mail.to for mail in outbox] == [[administrator.email]]


def test_a_campus_without_anybody_is_told_nothing(silent, outbox):
    assert ask_for_news() == {"asked": 0, "told": 1}
    assert list(outbox) == []


@pytest.mark.parametrize("state", [ProjectState.FINISHED, ProjectState.ABANDONED])
def test_what_is_over_may_be_silent(silent, owner, state):
    JointProject.objects.update(state=state)
    silent.refresh_from_db()
    assert not is_silent(silent)
    assert ask_for_news() == {"asked": 0, "told": 0}


def test_time_of_the_setting(silent, owner, settings):
    settings.JOINT_PROJECT_NEWS_DAYS = 201
    assert ask_for_news() == {"asked": 0, "told": 0}
    assert not is_silent(silent)


def test_news_that_come_meanwhile_save_the_question(silent, owner, outbox):
    def heard():
        JointProject.objects.update(news_at=clock.now())

    with meanwhile(heard, before='UPDATE "joint_projects_jointproject"'):
        assert ask_for_news() == {"asked": 0, "told": 0}
    assert list(outbox) == []
    assert not Entry.objects.exists()


def test_the_task_says_what_it_did(silent, owner):
    handle = SimpleNamespace(progress=lambda _done: None)
    assert jobs.get("joint_projects.silence").run(handle) == {"asked": 1, "told": 0}


def test_the_most_silent_stand_first(silent):
    fresh = JointProjectFactory(partners=[OrganisationFactory()])
    over = JointProjectFactory(state=ProjectState.FINISHED, news_at=days(-900))
    assert list(silent_first(JointProject.objects.all())) == [silent, fresh, over]
