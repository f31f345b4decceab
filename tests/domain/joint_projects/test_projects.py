"""Joint projects are begun, changed, moved, removed."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.activity.models import Entry
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.joint_projects.enums import Origin, PartnerRole, ProjectAction, ProjectState, Readers
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors import projects as read
from parvis.domain.joint_projects.services import projects as services
from parvis.domain.joint_projects.services.projects import PartnerValues, ProjectValues
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, editor_of
from tests.factories.joint_projects import JointProjectFactory, PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = dt.timedelta(days=-1), dt.timedelta(days=1)


def begun(actor, *partners, **values):
    return services.create_joint_project(
        actor=actor,
        values=ProjectValues(**{"title_en": "Heart", **values}),
        partners=[PartnerValues(one) for one in partners],
    )


def test_a_partner_begins_a_project(owner, startup, hospital):
    theme = ThemeFactory()
    person = MembershipFactory(organisation=hospital).person
    project = services.create_joint_project(
        actor=owner,
        values=ProjectValues(title_fr="  Cœur   battant ", title_en="Heart", summary_en=" Reads. ", themes=[theme]),
        partners=[
            PartnerValues(startup, PartnerRole.COORDINATOR, joined_on=dt.date(2026, 1, 5)),
            PartnerValues(hospital, PartnerRole.CLINICAL_SITE, "  Includes   patients ", person),
        ],
    )
    first, second = project.partners.all()
    assert (project.slug, project.title, project.summary) == ("coeur-battant", "Heart", "Reads.")
    assert (project.state, project.state_on, project.origin) == (ProjectState.IDEA, clock.today(), Origin.ENTERED)
    assert (project.readers, project.created_by, list(project.themes.all())) == (Readers.PARTNERS, owner, [theme])
    assert (first.organisation, first.role, first.joined_on) == (startup, "coordinator", dt.date(2026, 1, 5))
    assert (second.part, second.person, second.joined_on) == ("Includes patients", person, clock.today())
    entry = Entry.objects.get(verb="joint_projects.created")
    assert (entry.actor, entry.data) == (owner, {"origin": "entered", "partners": 2})


def test_others_hear_of_it(owner, startup, django_capture_on_commit_callbacks):
    with bus.hold(JointProjectChanged) as heard, django_capture_on_commit_callbacks(execute=True):
        project = begun(owner, startup)
    assert heard == [JointProjectChanged(project.pk)]


def test_who_begins_takes_part_or_keeps_the_directory(owner, manager, startup, hospital):
    with pytest.raises(NotAllowed):
        begun(owner, hospital)
    with pytest.raises(NotAllowed):
        begun(UserFactory(), startup)
    project = begun(manager, hospital, state=ProjectState.RUNNING, is_invented=True)
    assert (project.state, project.is_invented) == ("running", True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_en": "  "}, "title_fr"),
        ({"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)}, "ends_on"),
    ],
)
def test_values_that_make_no_sense(owner, startup, values, field):
    with pytest.raises(InvalidInput) as refused:
        begun(owner, startup, **values)
    assert list(refused.value.fields) == [field]
    assert not JointProject.objects.exists()


def test_partners_that_make_no_sense(manager, startup):
    stranger = PersonFactory()
    later = clock.today() + TOMORROW
    for partners, field in (
        ([], "organisation"),
        ([PartnerValues(startup), PartnerValues(startup)], "organisation"),
        ([PartnerValues(startup, person=stranger)], "person"),
        ([PartnerValues(startup, joined_on=later)], "joined_on"),
    ):
        with pytest.raises(InvalidInput) as refused:
            services.create_joint_project(actor=manager, values=ProjectValues("T"), partners=partners)
        assert list(refused.value.fields) == [field]


def test_a_project_of_a_register_is_on_record_once(manager, startup):
    past = ProjectFactory()
    values, partners = ProjectValues("T"), [PartnerValues(startup)]
    make = {"actor": manager, "values": values, "partners": partners, "origin": Origin.REGISTER}
    project = services.create_joint_project(**make, register_project=past)
    assert (project.register_project, project.origin) == (past, Origin.REGISTER)
    with pytest.raises(Conflict):
        services.create_joint_project(**make, register_project=past)


def test_what_is_said_of_it_changes(owner, doctor, project):
    JointProject.objects.update(asks=2, asked_at=clock.now(), news_at=clock.now() - dt.timedelta(days=300))
    project.refresh_from_db()
    values = ProjectValues(title_fr="Autre", starts_on=dt.date(2026, 1, 1), readers=Readers.ECOSYSTEM)
    services.edit_joint_project(actor=owner, project=project, values=values)
    project.refresh_from_db()
    assert (project.slug, project.title, project.readers) == ("heart", "Autre", "ecosystem")
    assert (project.asks, project.asked_at, project.news_at.date()) == (0, None, clock.now().date())
    assert Entry.objects.get(verb="joint_projects.edited").data == {"readers": "ecosystem"}
    services.edit_joint_project(actor=doctor, project=project, values=values)
    assert Entry.objects.filter(verb="joint_projects.edited").first().data == {}
    with pytest.raises(NotAllowed):
        services.edit_joint_project(actor=UserFactory(), project=project, values=values)


def test_a_project_goes_its_way(owner, project):
    day = clock.today() + YESTERDAY
    for action, state in (
        (ProjectAction.FORM, "forming"),
        (ProjectAction.START, "running"),
        (ProjectAction.FINISH, "finished"),
        (ProjectAction.RESUME, "running"),
    ):
        project = services.move_project(actor=owner, project=project, action=action, on=day)
        assert (project.state, project.state_on) == (state, day)
    project = services.move_project(actor=owner, project=project, action=ProjectAction.ABANDON, reason=" No data. ")
    assert (project.state, project.why_abandoned) == ("abandoned", "No data.")
    project = services.move_project(actor=owner, project=project, action=ProjectAction.RESUME)
    assert (project.state, project.why_abandoned) == ("idea", "")
    assert Entry.objects.filter(verb="joint_projects.moved").count() == 6


def test_no_project_is_in_its_state_since_a_day_to_come(owner, startup):
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(InvalidInput) as refused:
        services.create_joint_project(
            actor=owner,
            values=ProjectValues(title_en="Heart", state_on=tomorrow),
            partners=[PartnerValues(startup)],
        )
    assert set(refused.value.fields) == {"state_on"}


def test_moves_that_are_refused(owner, project):
    with pytest.raises(NotAllowed):
        services.move_project(actor=UserFactory(), project=project, action=ProjectAction.START)
    with pytest.raises(InvalidTransition):
        services.move_project(actor=owner, project=project, action=ProjectAction.FINISH)
    with pytest.raises(InvalidInput) as refused:
        services.move_project(actor=owner, project=project, action=ProjectAction.ABANDON, reason=" ")
    assert list(refused.value.fields) == ["reason"]
    later = clock.today() + TOMORROW
    with pytest.raises(InvalidInput) as refused:
        services.move_project(actor=owner, project=project, action=ProjectAction.START, on=later)
    assert list(refused.value.fields) == ["on"]


def test_of_two_who_move_it_one_is_told(owner, project):
    services.move_project(actor=owner, project=JointProject.objects.get(pk=project.pk), action=ProjectAction.FORM)
    with pytest.raises(Conflict):
        services.move_project(actor=owner, project=project, action=ProjectAction.START)


def test_a_mistake_is_removed_by_the_campus(owner, manager, project):
    with pytest.raises(NotAllowed):
        services.remove_project(actor=owner, project=project)
    services.remove_project(actor=manager, project=project)
    assert not JointProject.objects.exists()
    assert Entry.objects.get(verb="joint_projects.removed").target_label == "Cœur"


def test_projects_of_an_organisation(owner, manager, project, startup):
    left = JointProjectFactory(state_on=dt.date(2020, 1, 1))
    PartnerFactory(project=left, organisation=startup, left_on=clock.today())
    JointProjectFactory(partners=[OrganisationFactory()])
    assert list(read.projects_of_organisation(manager, startup.pk)) == [project, left]
    assert list(read.projects_of_organisation(owner, startup.pk)) == [project]
    assert list(read.projects_of_organisation(AnonymousUser(), startup.pk)) == []
    assert list(read.own_projects(owner)) == [project]
    assert list(read.own_projects(manager)) == list(read.own_projects(AnonymousUser())) == []
    assert list(read.own_projects(editor_of(startup))) == [project]


def test_ties_between_organisations(project, startup, hospital, django_assert_num_queries):
    third = OrganisationFactory()
    PartnerFactory(project=project, organisation=third, joined_on=dt.date(2025, 6, 1))
    finished = JointProjectFactory(state=ProjectState.FINISHED, partners=[third, startup])
    ids = [hospital.pk, third.pk, startup.pk]
    with django_assert_num_queries(1):
        found = read.ties_between(ids)
    march, june = dt.date(2025, 3, 1), dt.date(2025, 6, 1)
    assert found == [
        read.Tie(startup.pk, hospital.pk, project.pk, march, "idea"),
        read.Tie(startup.pk, third.pk, project.pk, june, "idea"),
        read.Tie(hospital.pk, third.pk, project.pk, june, "idea"),
        read.Tie(startup.pk, third.pk, finished.pk, march, "finished"),
    ]
    assert read.ties_between([startup.pk, startup.pk]) == []
    assert read.ties_between([hospital.pk, OrganisationFactory().pk]) == []


def test_participations_for_the_engine_are_of_projects_that_began(project, startup):
    running = JointProjectFactory(state=ProjectState.RUNNING, partners=[startup])
    assert read.participation_rows() == [(running.pk, startup.pk, 2025)]


def test_lists_read_partners_and_themes_at_once(project, django_assert_num_queries):
    JointProjectFactory(partners=[OrganisationFactory()], themes=[ThemeFactory()])
    with django_assert_num_queries(3):
        rows = list(read.with_partners(JointProject.objects.all()))
        assert [(len(one.partners.all()), len(one.themes.all())) for one in rows] == [(1, 1), (2, 0)]
