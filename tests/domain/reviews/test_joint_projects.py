"""Joint projects of the campus as conflicts of interest, beside those of registers."""

import datetime as dt

import pytest

from parvis.core import clock
from parvis.domain.joint_projects.enums import Consent, ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.reviews.models import Conflict
from parvis.domain.reviews.reasons import reason_of
from parvis.domain.reviews.selectors.projects import shared_projects
from parvis.domain.reviews.services.detection import detect_conflicts
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.joint_projects import JointProjectFactory, PartnerFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.factories.reviews import PanelFactory, ReviewerFactory, in_review
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

YEAR = clock.today().year


@pytest.fixture
def startup():
    return OrganisationFactory(name="Startup")


@pytest.fixture
def hospital():
    return OrganisationFactory(name="Hospital")


def newest(startup, hospital, years=3):
    found = shared_projects([hospital.pk], [startup.pk], years)
    return found[hospital.pk, startup.pk].newest if found else []


def test_what_goes_on_counts_and_what_ended_long_ago_does_not(startup, hospital):
    long_ago = dt.date(YEAR - 4, 12, 31)
    partners = [startup, hospital]
    JointProjectFactory(state=ProjectState.FINISHED, state_on=long_ago, partners=partners)
    JointProjectFactory(state=ProjectState.ABANDONED, state_on=long_ago, partners=partners)
    JointProjectFactory(state=ProjectState.RUNNING, partners=[startup, OrganisationFactory()])
    assert newest(startup, hospital) == []
    JointProjectFactory(state=ProjectState.RUNNING, state_on=long_ago, partners=partners)
    assert newest(startup, hospital) == [{"name": "", "year": 2025}]
    JointProjectFactory(state=ProjectState.FINISHED, state_on=dt.date(YEAR - 3, 1, 1), partners=partners)
    assert {row["year"] for row in newest(startup, hospital)} == {2025, YEAR - 3}


def test_only_what_everyone_reads_is_named(startup, hospital):
    project = JointProjectFactory(title_fr="Cœur", state=ProjectState.RUNNING, partners=[startup, hospital])
    assert newest(startup, hospital) == [{"name": "", "year": 2025}]
    JointProject.objects.update(readers=Readers.EVERYONE)
    project.partners.update(consent=Consent.GIVEN)
    assert newest(startup, hospital) == [{"name": "Cœur", "year": 2025}]


def test_a_project_that_was_taken_over_counts_once(startup, hospital):
    past = ProjectFactory(acronym="HEART", year=YEAR)
    for organisation in (startup, hospital):
        ParticipationFactory(project=past, organisation=organisation)
    JointProjectFactory(register_project=past, state=ProjectState.RUNNING, partners=[startup, hospital])
    assert newest(startup, hospital) == [{"name": "HEART", "year": YEAR}]


def test_a_reviewer_of_a_partner_is_told_why(startup, hospital):
    panel = PanelFactory(conflict_years=3)
    in_review(panel, organisation=startup)
    person = PersonFactory()
    MembershipFactory(person=person, organisation=hospital, title="")
    ReviewerFactory(panel=panel, person=person, user=None)
    JointProjectFactory(state=ProjectState.RUNNING, partners=[startup, hospital])
    detect_conflicts(panel=panel)
    conflict = Conflict.objects.get()
    sentence = "Hospital, the reviewer's organisation, and the applicant, Startup, shared a project: %s."
    assert conflict.kind == "joint_project"
    assert reason_of(conflict) == sentence % "a joint project of the campus (2025)"


def test_queries_do_not_grow(startup, hospital):
    counts = []
    for _n in range(3):
        project = JointProjectFactory(state=ProjectState.RUNNING, partners=[startup, hospital])
        PartnerFactory(project=project)
        counts.append(count_queries(lambda: newest(startup, hospital)))
    assert counts[0] == counts[2] == 4
