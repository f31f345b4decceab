"""What the registers of projects became."""

import datetime as dt

import pytest

from parvis.domain.projects.models import ProjectImport
from parvis.domain.projects.selectors.registers import project_registers_in_use
from tests.factories.directory import OrganisationFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


def test_registers_say_how_many_rows_became_what():
    organisation = OrganisationFactory()
    project = ProjectFactory(source_on=DAY)
    for tie in (organisation, organisation, None):
        ParticipationFactory(project=project, organisation=tie)
    ProjectFactory(source_on=DAY - dt.timedelta(1))
    ProjectFactory(source="human")
    ProjectFactory(source="cordis_projects", is_public=False)
    for turn, read in ((1, 7), (2, 9)):
        ProjectImport.objects.create(source="anr", turn=turn, as_of=DAY, counts={"read": read})
    (view,) = project_registers_in_use()
    assert (view.register.code, view.rows, view.projects, view.as_of) == ("anr", 9, 2, DAY)
    assert (view.participations, view.tied, view.organisations, view.untied) == (3, 2, 1, 1)


def test_a_register_without_participations_has_none():
    ProjectFactory(source="cordis_projects")
    (view,) = project_registers_in_use()
    assert (view.register.short, view.rows, view.participations, view.as_of) == ("CORDIS", 0, 0, None)
