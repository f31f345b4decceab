"""Imports of projects are staged, applied and rolled back, as jobs."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import models

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.files.models import StoredFile
from parvis.base.jobs.models import Job
from parvis.base.jobs.services import queue
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.projects.enums import Basis
from parvis.domain.projects.models import Participation, Project, ProjectChange, ProjectImport
from parvis.domain.projects.rules import can_read_upload
from parvis.domain.projects.selectors import imports as selectors
from parvis.domain.projects.services import rollback, staging
from parvis.domain.projects.services.retention import prune_changes, prune_files
from parvis.domain.projects.services.states import move, settle
from parvis.domain.sources.enums import RunAction
from parvis.domain.sources.services.imports import own_transaction
from tests.domain.projects.support import COORDINATOR, PARTNER, PROJECT, files, import_anr
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory, RegionFactory
from tests.support.jobs import run_jobs
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)
LATER = DAY + dt.timedelta(1)
RENAMED = {**PROJECT, "acronym": "ANCESTROME 2", "grant_eur": "5"}
OTHER = {**PROJECT, "project_id": "ANR-11-BINF-0002", "acronym": "BACNET"}
MOVED = {**COORDINATOR, "city": "Lyon"}
THIRD = {**PARTNER, "partner_id": "ANR-10-BINF-0001-03", "org_name": "Institut Curie"}


@pytest.fixture(autouse=True)
def _places():
    RegionFactory(code="84", name="Auvergne-Rhône-Alpes")
    CommuneFactory()


@pytest.fixture
def team():
    return account_with(Role.PROGRAMME)


def uploads(folder, projects, participations):
    return tuple(ContentFile(path.read_bytes(), path.name) for path in files(folder, projects, participations))


def begun(team, folder, projects=(PROJECT,), participations=(COORDINATOR, PARTNER), day=DAY):
    given = uploads(folder, projects, participations)
    return staging.start_import(actor=team, source="anr", files=given, as_of=day)


def staged(team, folder, *args, **options):
    run = begun(team, folder, *args, **options)
    run_jobs()
    run.refresh_from_db()
    return run


def done(run):
    """The run once its job has ended."""
    run_jobs()
    return ProjectImport.objects.get(pk=run.pk)


def applied(team, run, **options):
    staging.request_apply(actor=team, run=run, **options)
    return done(run)


def rolled_back(team, run):
    rollback.request_roll_back(actor=team, run=run)
    return done(run)


def everything():
    """All that is said of projects, without ids, moments and ties."""
    projects = Project.objects.order_by("code").values_list(*columns(Project))
    rows = Participation.objects.order_by("project__code", "key").values_list("project__code", *columns(Participation))
    return list(projects), list(rows)


def columns(model):
    left_out = {"id", "project_id", "created_at", "updated_at", "organisation_id", "basis", "score"}
    return [f.attname for f in model._meta.local_concrete_fields if f.attname not in left_out]


def later_files(team, folder):
    """A later release: one project changed, one new, a partner changed, one new, one gone."""
    return staged(team, folder, (RENAMED, OTHER), (MOVED, THIRD), day=LATER)


def test_files_are_looked_at_before_anything_is_written(team, tmp_path):
    run = staged(team, tmp_path)
    assert (run.state, run.as_of, run.file_names) == ("staged", DAY, ["projects.csv", "participations.csv"])
    assert [(kind, number) for kind, _label, number in selectors.kinds_of(run)] == [
        ("new", 1),
        ("new_participations", 2),
    ]
    assert not Project.objects.exists()
    assert Entry.objects.get(verb="projects.staged").data == {"source": "anr"}
    view = selectors.in_words(selectors.changes_of(run, "new").get())
    assert ("year of the call", "", "2010") in view.columns
    assert selectors.next_steps(run) == selectors.NextSteps(True, True, False, False)


def test_what_was_looked_at_is_applied_as_the_command_would(team, tmp_path):
    run = applied(team, staged(team, tmp_path))
    assert (run.state, run.turn, run.counts["new"]) == ("done", 1, 1)
    through_pages = everything()
    Project.objects.all().delete()
    ProjectImport.objects.all().delete()
    import_anr(tmp_path, as_of=DAY)
    assert everything() == through_pages


def test_a_later_release_is_rolled_back_without_loss_and_applied_again(team, tmp_path):
    first = applied(team, staged(team, tmp_path))
    before = everything()
    second = applied(team, later_files(team, tmp_path))
    kinds = {kind: number for kind, _label, number in selectors.kinds_of(second)}
    assert kinds == {
        "new": 1,
        "changed": 1,
        "new_participations": 1,
        "changed_participations": 1,
        "gone_participations": 1,
    }
    after = everything()
    assert "must be rolled back first" in selectors.why_not_roll_back(first)
    second = rolled_back(team, second)
    assert (second.state, second.turn) == ("rolled_back", None)
    assert everything() == before
    second = applied(team, second)
    assert (second.state, everything()) == ("done", after)
    rolled_back(team, second)
    rolled_back(team, first)
    assert not Project.objects.exists()
    assert Entry.objects.filter(verb="projects.rolled_back").count() == 3


def test_a_confirmed_project_gets_its_earlier_day_back(team, tmp_path):
    import_anr(tmp_path, as_of=DAY)
    run = applied(team, staged(team, tmp_path, day=LATER))
    assert (run.counts["confirmed"], Project.objects.get().source_on) == (1, LATER)
    view = selectors.in_words(selectors.changes_of(run, "confirmed").get())
    assert view.columns == [("as of", "1 November 2026", "2 November 2026")]
    rolled_back(team, run)
    assert Project.objects.get().source_on == DAY


def tied_then_rolled_back(team, folder, meanwhile):
    """Ties once a later release, in which both partners differ, was applied and rolled back."""
    import_anr(folder, as_of=DAY)
    run = later_files(team, folder)
    Participation.objects.update(organisation=OrganisationFactory(), basis=Basis.NAME, score=0.9)
    options = {"actor": team, "run": run, "progress": lambda *_: None, "effect": own_transaction}
    move(run, RunAction.APPLY)
    assert staging.apply_staged(**options)
    assert not Participation.objects.exclude(organisation=None).exists()
    meanwhile()
    move(run, RunAction.ROLL_BACK)
    rollback.roll_back(**options)
    ties = Participation.objects.values_list("organisation", "basis", "score")
    return {(organisation is not None, basis, score) for organisation, basis, score in ties}


def test_ties_come_back_with_the_participations(team, tmp_path):
    assert tied_then_rolled_back(team, tmp_path, lambda: None) == {(True, Basis.NAME, 0.9)}


def test_a_tie_to_who_has_gone_is_not_given_back(team, tmp_path):
    found = tied_then_rolled_back(team, tmp_path, lambda: Organisation.objects.all().delete())
    assert found == {(False, "", None)}


def test_what_the_command_imported_is_rolled_back_too(team, tmp_path):
    import_anr(tmp_path)
    rolled_back(team, ProjectImport.objects.get())
    assert not Project.objects.exists()


def test_what_came_out_otherwise_is_shown_again(team, tmp_path):
    run = staged(team, tmp_path)
    import_anr(tmp_path, projects=({**PROJECT, "acronym": "BEFORE"},), as_of=DAY)
    run = applied(team, run)
    assert (run.state, run.has_moved, Project.objects.get().acronym) == ("staged", True, "BEFORE")
    assert selectors.changes_of(run, "changed").get().after == {"acronym": "ANCESTROME"}
    run = applied(team, run)
    assert (run.state, run.has_moved, Project.objects.get().acronym) == ("done", False, "ANCESTROME")


def test_refused_lines_have_to_be_accepted(team, tmp_path):
    run = staged(team, tmp_path, (PROJECT, {**OTHER, "year": "soon"}))
    assert [(file, line, column) for file, line, column, _why in run.refused] == [("projects.csv", 3, "year")]
    assert selectors.next_steps(run).needs_consent
    with pytest.raises(InvalidInput):
        staging.request_apply(actor=team, run=run)
    assert applied(team, run, skip_bad=True).state == "done"


def test_files_that_belong_elsewhere_fail_with_a_sentence(team, tmp_path):
    path = files(tmp_path)[0]
    given = tuple(ContentFile(path.read_bytes(), path.name) for _ in range(2))
    run = done(staging.start_import(actor=team, source="anr", files=given))
    assert (run.state, run.as_of) == ("failed", None)
    assert "is missing" in run.problem


def test_an_import_is_set_aside(team, tmp_path):
    run = staged(team, tmp_path)
    staging.discard(actor=team, run=run)
    assert (run.state, Entry.objects.filter(verb="projects.discarded").count()) == ("discarded", 1)
    with pytest.raises(InvalidTransition):
        staging.request_apply(actor=team, run=run)


def test_a_cancelled_job_gives_the_run_its_state_back(team, tmp_path):
    run = begun(team, tmp_path)
    settle(run)
    assert run.state == "waiting"
    queue.cancel(actor=team, job=Job.objects.get(pk=run.job_id))
    settle(run)
    assert run.state == "cancelled"


def test_of_two_who_move_an_import_one_is_told(team, tmp_path):
    run = staged(team, tmp_path)
    other = ProjectImport.objects.get()
    move(run, RunAction.DISCARD)
    with pytest.raises(Conflict):
        move(other, RunAction.APPLY)


def test_a_job_of_a_run_that_has_moved_on_does_nothing(team, tmp_path):
    run = begun(team, tmp_path)
    ProjectImport.objects.update(state="discarded")
    assert run_jobs()[0].result == {"run": run.pk, "state": "discarded"}


def test_only_an_applied_import_whose_changes_are_kept_is_rolled_back(team, tmp_path):
    run = staged(team, tmp_path)
    assert selectors.why_not_roll_back(run) == "Only an applied import can be rolled back."
    run = applied(team, run)
    ProjectImport.objects.update(kept_lines=False)
    run.refresh_from_db()
    assert "is not kept any more" in selectors.why_not_roll_back(run)
    with pytest.raises(InvalidTransition):
        rollback.request_roll_back(actor=team, run=run)


def test_a_project_on_which_something_depends_stays(team, tmp_path, monkeypatch):
    run = applied(team, staged(team, tmp_path))

    delete = models.QuerySet.delete

    def protected(rows):
        if rows.model is Project:
            raise models.ProtectedError("", set())
        return delete(rows)

    monkeypatch.setattr(models.QuerySet, "delete", protected)
    with pytest.raises(InvalidTransition, match="depends on a project"):
        rollback.roll_back(actor=team, run=run, progress=lambda *_: None, effect=own_transaction)


def test_files_and_changes_are_kept_for_a_while_only(team, tmp_path):
    of_other = {**COORDINATOR, "project_id": OTHER["project_id"]}
    run, waiting = applied(team, staged(team, tmp_path)), staged(team, tmp_path, (OTHER,), (of_other,))
    soon = clock.now() + dt.timedelta(1)
    assert (prune_files(soon), StoredFile.objects.count()) == (4, 0)
    waiting.refresh_from_db()
    assert waiting.state == "discarded"
    assert (prune_changes(soon) > 0, ProjectChange.objects.count()) == (True, 0)
    run.refresh_from_db()
    assert (run.kept_lines, prune_files(soon), prune_changes(soon)) == (False, 0, 0)
    rolled = ProjectImport.objects.get(pk=run.pk)
    rolled.state = "rolled_back"
    with pytest.raises(InvalidTransition, match="not kept any more"):
        staging.request_apply(actor=team, run=rolled)
    with pytest.raises(InvalidTransition, match="not kept any more"), staging.copies_of(rolled):
        pass


def test_an_outsider_imports_nothing(team, tmp_path):
    outsider, run = UserFactory(), staged(team, tmp_path)
    for act in (staging.request_apply, staging.discard, rollback.request_roll_back):
        with pytest.raises(NotAllowed):
            act(actor=outsider, run=run)
    with pytest.raises(NotAllowed):
        begun(outsider, tmp_path)
    assert not selectors.imports_visible_to(outsider).exists()
    assert not can_read_upload(outsider, run.first_file)
    assert can_read_upload(team, run.first_file)


def test_a_register_that_is_gone_is_named_by_its_code():
    assert selectors.name_of("gone") == "gone"
    assert "ANR" in str(selectors.name_of("anr"))


def test_what_someone_takes_up_meanwhile_is_kept(team, tmp_path):
    run, soon = rolled_back(team, applied(team, staged(team, tmp_path))), clock.now() + dt.timedelta(1)

    def take_up():
        ProjectImport.objects.filter(pk=run.pk).update(state="applying")

    with meanwhile(take_up, before='UPDATE "projects_projectimport"'):
        assert (prune_files(soon), StoredFile.objects.count()) == (0, 2)
    ProjectImport.objects.update(state="rolled_back")
    with meanwhile(take_up, before='UPDATE "projects_projectimport"'):
        assert prune_changes(soon) == 0
    assert ProjectChange.objects.exists()


def test_a_run_that_was_read_too_early_is_as_its_job_left_it(team, tmp_path):
    run = begun(team, tmp_path)
    run_jobs()
    settle(run)
    assert run.state == "staged"


def test_a_job_that_may_not_apply_gives_the_run_back_with_the_reason(team, tmp_path):
    run = staged(team, tmp_path, (PROJECT, {**OTHER, "year": "soon"}))
    move(run, RunAction.APPLY)
    staging.queue(team, run, staging.APPLY)
    job = run_jobs()[0]
    run.refresh_from_db()
    assert (job.state, run.state, run.problem) == ("failed", "staged", job.error)
    assert "Some lines were refused" in run.problem
