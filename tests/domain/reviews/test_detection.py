"""Conflicts of interest found in what the campus knows: each kind, its near misses, and what becomes of it later."""

import datetime as dt

import pytest
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import NotAllowed
from parvis.domain.directory.models import Membership, Relation
from parvis.domain.reviews.models import Conflict, Tie
from parvis.domain.reviews.reasons import reason_of
from parvis.domain.reviews.selectors import families
from parvis.domain.reviews.selectors.conflicts import active_conflicts, is_barred
from parvis.domain.reviews.services.detection import Detected, detect_conflicts, request_detection
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CollaboratorFactory, SponsorshipFactory
from tests.factories.directory import (
    AccessFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
)
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.factories.reviews import ConflictFactory, PanelFactory, ReviewerFactory, in_review
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    return PanelFactory(conflict_years=3)


@pytest.fixture
def startup():
    return OrganisationFactory(name="Startup")


@pytest.fixture
def application(panel, startup):
    return in_review(panel, organisation=startup)


@pytest.fixture
def hospital():
    return OrganisationFactory(name="Hospital")


@pytest.fixture
def reviewer(panel, hospital):
    """Someone of the hospital."""
    person = PersonFactory()
    MembershipFactory(person=person, organisation=hospital, title="")
    return ReviewerFactory(panel=panel, person=person, user=None)


def found(panel):
    """What counts now: kind and sentence."""
    detect_conflicts(panel=panel)
    rows = [row for rows in active_conflicts(panel).values() for row in rows]
    return [(row.kind, reason_of(row)) for row in rows]


def test_nobody_is_tied_by_nothing(panel, application, reviewer):
    assert found(panel) == []


def test_member_of_the_applicant(panel, application, reviewer, startup):
    MembershipFactory(person=reviewer.person, organisation=startup, title="Chair")
    assert found(panel) == [("same_organisation", "Belongs to the applicant, Startup (Chair).")]


@pytest.mark.parametrize("how", ["account that writes for it", "person of the account"])
def test_account_of_the_applicant(panel, application, startup, how):
    reviewer = ReviewerFactory(panel=panel)
    if how == "person of the account":
        MembershipFactory(person=PersonFactory(account=reviewer.user), organisation=startup, title="")
    else:
        AccessFactory(user=reviewer.user, organisation=startup)
    assert found(panel) == [("same_organisation", "Belongs to the applicant, Startup.")]


def test_person_of_the_invitation_and_of_the_account_are_one(panel, application, startup):
    user = UserFactory(email="one@experts.example")
    person = PersonFactory(account=user)
    MembershipFactory(person=person, organisation=startup, title="")
    ReviewerFactory(panel=panel, person=person, user=user)
    assert len(found(panel)) == 1


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        (dt.date(2012, 1, 1), "Belonged to the applicant, Startup, from 2012 to 2015."),
        (None, "Belonged to the applicant, Startup, until 2015."),
    ],
)
def test_former_member(panel, application, reviewer, startup, starts_on, sentence):
    past = {"organisation": startup, "starts_on": starts_on, "ends_on": dt.date(2015, 6, 30)}
    MembershipFactory(person=reviewer.person, **past)
    assert found(panel) == [("former_member", sentence)]
    MembershipFactory(person=reviewer.person, organisation=startup)
    assert [kind for kind, _sentence in found(panel)] == ["same_organisation"]


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ("above", "Belongs to Hospital, which is above the applicant, Startup."),
        ("below", "Belongs to Hospital, which is a part of the applicant, Startup."),
        ("sisters", "Belongs to Hospital: like the applicant, Startup, it is a part of University."),
    ],
)
def test_family(panel, application, reviewer, startup, hospital, shape, sentence):
    if shape == "above":
        RelationFactory(child=startup, parent=hospital)
    elif shape == "below":
        RelationFactory(child=hospital, parent=startup)
    else:
        university = OrganisationFactory(name="University")
        RelationFactory(child=hospital, parent=university)
        RelationFactory(child=startup, parent=university)
    assert found(panel) == [("family", sentence)]
    panel.family_depth = 0
    panel.save()
    assert found(panel) == []


def test_family_reaches_as_far_as_the_panel_says(panel, application, reviewer, startup, hospital):
    middle = OrganisationFactory()
    RelationFactory(child=startup, parent=middle)
    RelationFactory(child=middle, parent=hospital)
    assert found(panel) == []
    panel.family_depth = 2
    panel.save()
    assert [kind for kind, _sentence in found(panel)] == ["family"]


def test_parent_that_is_nearer_than_a_common_head_is_told(panel, application, reviewer, startup, hospital):
    top = OrganisationFactory(name="Top")
    for child, parent in ((startup, hospital), (hospital, top), (startup, top)):
        RelationFactory(child=child, parent=parent)
    assert found(panel) == [("family", "Belongs to Hospital, which is above the applicant, Startup.")]


def test_an_association_is_no_family(panel, application, reviewer, startup, hospital):
    RelationFactory(child=startup, parent=hospital, kind="associated")
    assert found(panel) == []


def test_children_of_a_very_large_head_are_no_sisters(panel, application, reviewer, startup, hospital, monkeypatch):
    monkeypatch.setattr(families, "MOST_SISTERS", 2)
    operator = OrganisationFactory(name="Operator")
    for child in (startup, hospital):
        RelationFactory(child=child, parent=operator)
    assert [kind for kind, _sentence in found(panel)] == ["family"]
    RelationFactory(parent=operator)
    assert found(panel) == []
    RelationFactory(child=startup, parent=hospital)
    assert [kind for kind, _sentence in found(panel)] == ["family"]


def test_member_of_both_is_told_once(panel, application, reviewer, startup, hospital):
    RelationFactory(child=startup, parent=hospital)
    MembershipFactory(person=reviewer.person, organisation=startup)
    assert [kind for kind, _sentence in found(panel)] == ["same_organisation"]


def test_sponsor(panel, application, reviewer, hospital):
    SponsorshipFactory(application=application)
    assert found(panel) == []
    SponsorshipFactory(application=application, sponsor=hospital)
    sentence = "Belongs to Hospital, which speaks for the applicant, Startup (sponsorship)."
    assert found(panel) == [("sponsorship", sentence)]


def together(first, second, **project):
    """A project of both."""
    made = ProjectFactory(**project)
    for organisation in (first, second):
        ParticipationFactory(project=made, organisation=organisation)


def test_joint_project_within_the_years_of_the_panel(panel, application, reviewer, startup, hospital):
    year = clock.today().year
    together(startup, hospital, acronym="OLD", year=year - 4)
    together(startup, hospital, acronym="OVER", year=year - 1, ends_on=dt.date(year - 4, 12, 31))
    together(startup, OrganisationFactory(), acronym="OTHER", year=year)
    assert found(panel) == []
    together(startup, hospital, acronym="RECENT", year=year - 3)
    sentence = "Hospital, the reviewer's organisation, and the applicant, Startup, shared a project: RECENT (%d)."
    assert found(panel) == [("joint_project", sentence % (year - 3))]
    for number in range(3):
        together(startup, hospital, acronym=f"LONG{number}", year=year - 9, ends_on=dt.date(year, 1, 1))
    names = ", ".join(f"LONG{number} ({year})" for number in range(3))
    sentence = f"Hospital, the reviewer's organisation, and the applicant, Startup, shared 4 projects: {names}, …."
    assert found(panel) == [("joint_project", sentence)]


@pytest.mark.parametrize(
    ("mine", "theirs", "domain"),
    [
        ("a@startup.example", "b@startup.example", "startup.example"),
        ("a@lab.startup.example", "b@startup.example", "startup.example"),
        ("a@startup.example", "b@mail.startup.example", "startup.example"),
        ("a@gmail.com", "b@gmail.com", None),
        ("a@orange.fr", "b@orange.fr", None),
        ("a@one.ac.example", "b@two.ac.example", None),
        ("a@start.example", "b@restart.example", None),
    ],
)
def test_mail_domain(panel, startup, mine, theirs, domain):
    in_review(panel, organisation=startup, created_by=UserFactory(email=theirs))
    ReviewerFactory(panel=panel, user=None, email=mine)
    expected = [("mail_domain", f"Has a mail address of {domain}, as the applicant, Startup, does.")] if domain else []
    assert found(panel) == expected


def test_mail_domain_is_that_of_the_website_and_of_colleagues_too(panel):
    in_review(panel, organisation=OrganisationFactory(website="https://www.medtech.example/"))
    other = in_review(panel)
    CollaboratorFactory(application=other, user=None, email="c@clinic.example")
    CollaboratorFactory(application=other, user=None, email="d@gone.example", removed_at=clock.now())
    for email in ("a@medtech.example", "b@clinic.example", "e@gone.example"):
        ReviewerFactory(panel=panel, user=None, email=email)
    assert [kind for kind, _sentence in found(panel)] == ["mail_domain"] * 2


@pytest.mark.parametrize("how", ["began it", "colleague", "invited colleague"])
def test_author(panel, startup, how):
    user = UserFactory(email="author@gmail.com")
    application = in_review(panel, organisation=startup, **({"created_by": user} if how == "began it" else {}))
    if how == "colleague":
        CollaboratorFactory(application=application, user=user)
    if how == "invited colleague":
        CollaboratorFactory(application=application, user=None, email="author@gmail.com")
    ReviewerFactory(panel=panel, user=user)
    assert found(panel) == [("applicant", "Writes the application of Startup, or was invited to.")]


def test_tie_that_the_reviewer_named(panel, application, reviewer, startup):
    Tie.objects.create(reviewer=reviewer, organisation=startup)
    assert found(panel) == [("named_tie", "Said to be tied to Startup.")]


def test_reasons_are_told_in_french_too(panel, application, reviewer, startup):
    MembershipFactory(person=reviewer.person, organisation=startup, title="")
    detect_conflicts(panel=panel)
    with translation.override("fr"):
        assert reason_of(Conflict.objects.get()) == "Appartient à l’organisation candidate, Startup."


def test_declared_conflict_is_told_in_the_words_of_the_reviewer():
    assert reason_of(ConflictFactory(note="My brother.")) == "My brother."
    assert reason_of(ConflictFactory(note="")) == "Declared without further words."


def test_ground_that_is_gone_withdraws_the_conflict_and_one_that_returns_revives_it(
    panel, application, reviewer, startup
):
    membership = MembershipFactory(person=reviewer.person, organisation=startup)
    assert detect_conflicts(panel=panel) == Detected(found=1)
    assert detect_conflicts(panel=panel) == Detected(unchanged=1)
    Membership.objects.filter(pk=membership.pk).update(title="Director")
    assert detect_conflicts(panel=panel) == Detected(changed=1)
    assert is_barred(reviewer.pk, application.pk)
    waiver = {"waived_at": clock.now(), "waived_by": UserFactory(), "waiver": "Known to all."}
    Conflict.objects.update(**waiver)
    assert not is_barred(reviewer.pk, application.pk)
    membership.delete()
    assert detect_conflicts(panel=panel) == Detected(withdrawn=1)
    MembershipFactory(person=reviewer.person, organisation=startup)
    assert detect_conflicts(panel=panel) == Detected(found=1)
    again = Conflict.objects.get()
    assert (again.is_active, again.waiver, again.waived_by) == (True, "", None)
    assert Entry.objects.filter(verb="reviews.conflicts_detected").count() == 3


def test_waiver_stays_while_its_ground_does(panel, application, reviewer, startup):
    MembershipFactory(person=reviewer.person, organisation=startup)
    detect_conflicts(panel=panel)
    Conflict.objects.update(waived_at=clock.now(), waiver="Known to all.")
    detect_conflicts(panel=panel)
    assert active_conflicts(panel) == {}


def test_declared_conflicts_and_those_of_who_left_are_left_alone(panel, application, reviewer):
    ConflictFactory(reviewer=reviewer, application=application)
    ConflictFactory(reviewer=ReviewerFactory(panel=panel, state="left"), application=application, kind="family")
    assert detect_conflicts(panel=panel) == Detected()
    assert len(active_conflicts(panel)) == 2


def test_some_can_be_looked_at_alone(panel, application, reviewer, startup):
    MembershipFactory(person=reviewer.person, organisation=startup)
    other = in_review(panel, organisation=startup, state="rejected")
    assert detect_conflicts(panel=panel, reviewers=[reviewer.pk], applications=[other.pk]).found == 1
    assert detect_conflicts(panel=panel, reviewers=[]) == Detected()
    assert detect_conflicts(panel=panel).found == 1


def test_only_applications_under_review_and_those_who_may_review_are_looked_at(panel, startup, hospital):
    in_review(panel, organisation=startup, state="dismissed")
    in_review(PanelFactory(), organisation=startup)
    for state in ("accepted", "declined", "left"):
        person = PersonFactory()
        MembershipFactory(person=person, organisation=startup)
        ReviewerFactory(panel=panel, person=person, user=None, state=state)
    assert found(panel) == []
    in_review(panel, organisation=startup)
    assert len(found(panel)) == 1


def test_search_takes_as_many_queries_for_many_as_for_few(panel, hospital):
    def one_more():
        startup = OrganisationFactory()
        RelationFactory(child=startup, parent=hospital)
        together(startup, hospital, year=clock.today().year)
        person = PersonFactory()
        MembershipFactory(person=person, organisation=hospital)
        MembershipFactory(person=person, organisation=startup)
        ReviewerFactory(panel=panel, person=person)
        CollaboratorFactory(application=in_review(panel, organisation=startup))

    one_more()
    few = count_queries(lambda: detect_conflicts(panel=panel))
    Conflict.objects.all().delete()
    for _number in range(3):
        one_more()
    many = count_queries(lambda: detect_conflicts(panel=panel))
    assert Relation.objects.count() == 4
    assert many == few <= 25


def test_only_who_runs_the_call_asks_for_a_search(panel):
    request_detection(actor=account_with(Role.PROGRAMME), panel=panel)
    with pytest.raises(NotAllowed):
        request_detection(actor=UserFactory(), panel=panel)
