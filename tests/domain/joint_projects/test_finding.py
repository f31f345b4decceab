"""Joint projects are found by words and filters, and the index follows what is written."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError

from parvis.base.search.services import indexing
from parvis.core import clock
from parvis.domain.joint_projects import receivers
from parvis.domain.joint_projects.enums import Consent, ProjectState, Readers
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.search_documents import INDEX, project_documents
from parvis.domain.joint_projects.selectors.finding import JointProjectFilters, find_joint_projects, years_of
from parvis.domain.joint_projects.services.projects import (
    PartnerValues,
    ProjectValues,
    create_joint_project,
    remove_project,
)
from tests.factories.directory import OrganisationFactory
from tests.factories.joint_projects import JointProjectFactory
from tests.factories.reference import RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def found(actor, **filters):
    return list(find_joint_projects(actor, JointProjectFilters(**filters)))


def test_projects_are_found_by_words_of_all_kinds(manager, project, hospital):
    theme = ThemeFactory(name_fr="Robotique", name_en="Robotics")
    hospital.city = "Besançon"
    hospital.save()
    project.themes.add(theme)
    JointProject.objects.update(summary_fr="Télésurveillance des malades.")
    JointProjectFactory()
    indexing.rebuild(INDEX)
    for text in ("coeur", "heart", "robotics", "hospital", "besancon", "télésurveillance"):
        assert found(manager, text=text) == [project], text
    assert found(manager, text="zebra") == []
    assert len(found(manager, text=" ")) == 2
    assert found(AnonymousUser(), text="heart") == []


def test_projects_are_narrowed(manager, project, hospital, startup):
    theme, region = ThemeFactory(), RegionFactory()
    hospital.region = region
    hospital.save()
    project.themes.add(theme)
    JointProject.objects.update(starts_on=dt.date(2023, 6, 1), ends_on=dt.date(2025, 1, 1))
    other = JointProjectFactory(state=ProjectState.RUNNING, state_on=dt.date(2024, 2, 2))
    assert found(manager, theme=theme.code) == [project]
    assert found(manager, state="running") == [other]
    assert found(manager, region=region.code) == [project]
    assert found(manager, organisation=startup.pk) == [project]
    this = clock.today().year
    assert [found(manager, year=year) for year in (2022, 2023, this)] == [[], [project], [other]]
    assert set(found(manager, year=2024)) == {project, other}
    JointProject.objects.update(state=ProjectState.ABANDONED, state_on=dt.date(2023, 9, 1))
    assert [set(found(manager, year=year)) for year in (2023, 2024)] == [{project, other}, set()]
    assert list(years_of(manager)) == [*range(this, 2022, -1)]
    assert list(years_of(AnonymousUser())) == []


def test_what_everyone_agreed_to_is_found_by_everyone(project):
    JointProject.objects.update(readers=Readers.EVERYONE)
    project.partners.update(consent=Consent.GIVEN)
    assert found(AnonymousUser()) == [project]


def test_the_index_follows(manager, startup, django_capture_on_commit_callbacks):
    indexing.rebuild(INDEX)
    with django_capture_on_commit_callbacks(execute=True):
        project = create_joint_project(
            actor=manager, values=ProjectValues("Boussole"), partners=[PartnerValues(startup)]
        )
    assert found(manager, text="boussole") == [project]
    startup.name = "Zephyr"
    startup.save()
    receivers.index_projects_of(receivers.OrganisationChanged((startup.pk, OrganisationFactory().pk)))
    assert found(manager, text="zephyr") == [project]
    receivers.index_projects_of(receivers.OrganisationChanged((OrganisationFactory().pk,)))
    with django_capture_on_commit_callbacks(execute=True):
        remove_project(actor=manager, project=project)
    assert found(manager, text="boussole") == []
    assert list(project_documents([project.pk or 0])) == []


def test_an_index_that_fails_does_not_stop_who_wrote(project, monkeypatch, caplog):
    def broken(_name, _keys):
        raise DatabaseError

    monkeypatch.setattr(indexing, "index", broken)
    receivers.index_project(JointProjectChanged(project.pk))
    assert "could not follow" in caplog.text
