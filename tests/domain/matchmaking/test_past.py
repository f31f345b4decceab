"""The past is read once and again after each change; what is private stays out of reasons."""

import numpy as np
import pytest

from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.memory import forget_everything
from parvis.domain.introductions.enums import IntroductionState, Outcome
from parvis.domain.joint_projects.enums import ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.matchmaking import jobs
from parvis.domain.matchmaking.models import TextVector
from parvis.domain.matchmaking.selectors.participations import told_participations
from parvis.domain.matchmaking.selectors.profiles import profiles
from parvis.domain.matchmaking.selectors.training import COLUMNS, training_rows
from parvis.domain.matchmaking.services import past, vectors
from parvis.domain.needs.enums import Readers as NoticeReaders
from parvis.engine.recommend import Weights, shipped_weights
from parvis.engine.recommend.models import write
from tests.factories.directory import OrganisationFactory, RelationFactory
from tests.factories.matchmaking import OpenNoticeFactory, introduced
from tests.factories.needs import InterestFactory, OpportunityFactory
from tests.factories.projects import ParticipationFactory, ProjectFactory
from tests.factories.reference import ThemeFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def joint_project(*organisations, **values):
    """A running joint project."""
    today = clock.today()
    given = {"slug": "joint", "state": ProjectState.RUNNING, "state_on": today, "news_at": clock.now(), **values}
    project = JointProject.objects.create(title_en="Hearts", summary_fr="Des cœurs", **given)
    for organisation in organisations:
        Partner.objects.create(project=project, organisation=organisation, joined_on=today)
    return project


def test_the_past_is_kept_until_something_changes(ecosystem):
    first = past.recommender()
    assert past.recommender() is first
    ecosystem.soil.description_en = "Hearts, too."
    ecosystem.soil.save()
    second = past.recommender()
    assert second is not first
    assert past.recommender() is second


def test_texts_are_encoded_once_and_kept():
    rows = vectors.rows_of(["heart", "", "heart"])
    assert (rows[0] == rows[2]).all()
    assert not rows[1].any()
    assert TextVector.objects.count() == 2
    TextVector.objects.update(values=np.ones(rows.shape[1], dtype=np.float16).tobytes())
    assert (vectors.rows_of(["heart"])[0] == rows[0]).all()
    forget_everything()
    assert (vectors.rows_of(["heart"])[0] == 1).all()


def test_what_is_missing_is_left_to_a_job(ecosystem):
    rows = vectors.rows_of(["one heart", "two hearts", "three hearts"], at_most=2)
    assert not rows.any()
    assert vectors.rows_of(["one heart", "two hearts"], at_most=2).any(axis=1).all()
    OpenNoticeFactory(title="A need of the heart")
    TextVector.objects.create(encoder="sentences", text_hash="gone", values=b"")
    job = next(job for job in run_jobs() if job.name == jobs.VECTORS)
    assert job.result["encoded"] == 5
    assert vectors.encode_all() == 0
    assert not TextVector.objects.filter(text_hash="gone").exists()


def test_vectors_that_come_later_are_taken_over_without_reading_the_past_again(ecosystem, monkeypatch):
    monkeypatch.setattr(past, "AT_ONCE", 0)
    first = past.recommender()
    assert not first.texts.vectors.any()
    assert past.recommender() is first
    vectors.encode_all()
    second = past.recommender()
    assert second.history is first.history
    assert second.texts.vectors.any()
    vectors.rows_of(["a question that nobody asked before"])
    assert past.recommender() is second


def test_all_that_is_open_is_worked_out_again_once_profiles_are_known(ecosystem, monkeypatch):
    notice = OpenNoticeFactory(title="A need of the heart")
    call = OpportunityFactory()
    interest = InterestFactory(opportunity=call)
    monkeypatch.setattr(vectors, "AT_ONCE", 1)
    run_jobs()
    Job.objects.all().delete()
    OrganisationFactory.create_batch(2)
    enqueue(actor=None, name=jobs.VECTORS)
    asked = [(job.name, job.arguments) for job in run_jobs()]
    assert (jobs.FOR_NOTICE, {"notice": notice.pk}) in asked
    assert (jobs.FOR_OPPORTUNITY, {"opportunity": call.pk, "organisation": None}) in asked
    assert (jobs.FOR_OPPORTUNITY, {"opportunity": call.pk, "organisation": interest.organisation_id}) in asked
    assert jobs.EVERYBODY in dict(asked)


def test_weights_of_the_campus_are_used_where_there_are_some(ecosystem, settings, tmp_path):
    file = tmp_path / "weights.json"
    shipped = shipped_weights()
    write(file, Weights(shipped.models, shipped.forests, {"date": "today"}))
    settings.SUGGESTIONS_WEIGHTS = str(file)
    assert past.recommender().weights.about == {"date": "today"}


def test_profiles_say_what_an_organisation_says_and_looks_for():
    theme = ThemeFactory(name_fr="Cœur", name_en="Heart")
    one = OrganisationFactory(name="Lab of hearts", description_en="We listen.", themes=[theme])
    OpenNoticeFactory(organisation=one, title="A stethoscope", readers=NoticeReaders.ECOSYSTEM)
    OpenNoticeFactory(organisation=one, title="A secret", readers=NoticeReaders.TEAM)
    parent = RelationFactory(child=one).parent
    found = next(profile for profile in profiles() if profile.pk == one.pk)
    assert found.terms == "Lab of hearts We listen. Cœur Heart A stethoscope"
    assert found.parents == (str(parent.pk),)


def test_reasons_tell_of_public_projects_and_of_joint_projects_that_others_may_read():
    one, other = OrganisationFactory(), OrganisationFactory()
    shown = ProjectFactory()
    for project in (shown, ProjectFactory(is_public=False)):
        ParticipationFactory(project=project, organisation=one)
    ParticipationFactory(project=shown)
    open_one = joint_project(one, other, readers=Readers.ECOSYSTEM)
    joint_project(one, other, slug="private", readers=Readers.PARTNERS)
    introduced(one, other, state=IntroductionState.CLOSED, outcomes=(Outcome.PROJECT, ""))
    assert {project for project, _organisation, _year in told_participations()} == {
        f"register-{shown.pk}",
        f"joint-{open_one.pk}",
    }


def test_weights_are_fitted_to_all_of_it():
    one, other = OrganisationFactory(slug="one", name="Lab|one"), OrganisationFactory(slug="other")
    RelationFactory(child=one, parent=other)
    private = joint_project(one, other, readers=Readers.PARTNERS)
    ParticipationFactory(project=ProjectFactory(is_public=False, year=2010, terms="heart"), organisation=one)
    ProjectFactory()
    met = introduced(one, other, state=IntroductionState.CLOSED, outcomes=(Outcome.PROJECT, Outcome.PROJECT))
    rows = {name: list(training_rows(name)) for name in COLUMNS}
    of_project = {row["project"] for row in rows["participations"]}
    assert {f"joint-{private.pk}", f"introduction-{met.pk}"} < of_project
    assert len(rows["participations"]) == 5
    assert [(row["year"], row["terms"]) for row in rows["projects"]] == [
        ("2010", "heart"),
        (str(clock.today().year), "Hearts Des cœurs"),
    ]
    assert {row["organisation"]: (row["terms"], row["parents"]) for row in rows["organisations"]} == {
        "one": ("Lab one", "other"),
        "other": (other.name, ""),
    }
    assert all(tuple(row) == COLUMNS[name] for name in COLUMNS for row in rows[name])
