import datetime as dt
import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.files.models import StoredFile
from parvis.base.jobs.errors import Cancelled
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import cancel
from parvis.base.jobs.services.running import run_due_jobs
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.sources import tasks
from parvis.domain.sources.models import Change, ImportRun
from parvis.domain.sources.selectors.overview import registers_in_use
from parvis.domain.sources.selectors.records import records_of
from parvis.domain.sources.selectors.runs import at_rest, how_far, runs_visible_to
from parvis.domain.sources.services.requests import (
    discard,
    request_apply,
    request_roll_back,
    start_import,
    why_not_roll_back,
)
from parvis.domain.sources.services.retention import prune_files, prune_lines
from parvis.domain.sources.services.states import settle
from tests.domain.sources.support import DATA, applied, import_all, organisation_with, staged, territories
from tests.factories.accounts import UserFactory, account_with
from tests.support.meanwhile import meanwhile


def upload(name="hospitals", *, packed=False, content=None):
    content = (DATA / f"{name}.csv").read_bytes() if content is None else content
    if packed:
        return SimpleUploadedFile(f"{name}.csv.gz", gzip.compress(content))
    return SimpleUploadedFile(f"{name}.csv", content)


@pytest.fixture
def member(db):
    territories()
    return account_with(Role.COMMUNITY)


def asked(member, **options):
    return start_import(actor=member, source="hospitals", upload=upload(**options))


def now(run):
    return ImportRun.objects.get(pk=run.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("packed", [False, True])
def test_an_uploaded_file_is_staged_applied_and_rolled_back_by_jobs(packed):
    territories()
    member = account_with(Role.COMMUNITY)
    run = asked(member, packed=packed)
    assert (run.state, how_far(run).has_ended) == ("waiting", False)
    assert run_due_jobs() >= 1
    run = now(run)
    assert (run.state, run.counts["new"], how_far(run).has_ended) == ("staged", 6, True)
    assert Job.objects.get(pk=run.job_id).result["run"] == run.pk
    assert not Organisation.objects.exists()

    request_apply(actor=member, run=run)
    assert now(run).state == "applying"
    run_due_jobs()
    run = now(run)
    assert (run.state, Organisation.objects.count()) == ("done", 6)
    assert Job.objects.get(pk=run.job_id).result == {"run": run.pk, "state": "done"}

    request_roll_back(actor=member, run=run)
    run_due_jobs()
    assert (now(run).state, now(run).undone["going"], Organisation.objects.count()) == ("rolled_back", 6, 0)
    verbs = Entry.objects.filter(verb__startswith="sources.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sources.staged", "sources.imported", "sources.rolled_back"]

    request_apply(actor=member, run=now(run))
    run_due_jobs()
    assert (now(run).state, Organisation.objects.count()) == ("done", 6)


@pytest.mark.django_db(transaction=True)
def test_refused_lines_are_shown_and_the_others_wait_for_consent():
    territories()
    member = account_with(Role.COMMUNITY)
    bad = (DATA / "hospitals.csv").read_bytes().replace(b"750803447", b"750803448")
    run = asked(member, content=bad)
    run_due_jobs()
    run = now(run)
    assert (run.state, run.counts["refused"]) == ("staged", 1)
    assert Change.objects.get(run=run, kind="refused").details[0]["column"] == "finess_et"
    with pytest.raises(InvalidInput, match="Some lines were refused"):
        request_apply(actor=member, run=run)
    assert now(run).state == "staged"
    request_apply(actor=member, run=run, skip_bad=True)
    run_due_jobs()
    assert (now(run).state, Organisation.objects.count()) == ("done", 5)


@pytest.mark.django_db(transaction=True)
def test_an_unusable_file_is_a_result_and_not_tried_again():
    territories()
    run = start_import(actor=account_with(Role.COMMUNITY), source="ror", upload=upload())
    run_due_jobs()
    assert (now(run).state, "columns are missing" in now(run).problem) == ("failed", True)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


class Handle:
    """A job that is cancelled at its first sign of progress."""

    job_id, actor = 1, None

    def progress(self, *_arguments):
        raise Cancelled

    def effect(self):
        return transaction.atomic()


def test_a_cancelled_job_leaves_the_run_as_it_was_before(member):
    run = asked(member)
    with pytest.raises(Cancelled):
        tasks.stage(Handle(), run_id=run.pk)
    assert (now(run).state, now(run).finished_at is not None) == ("cancelled", True)

    run = staged("hospitals", DATA / "hospitals.csv")
    request_apply(actor=member, run=run)
    with pytest.raises(Cancelled):
        tasks.apply(Handle(), run_id=run.pk)
    assert (now(run).state, Organisation.objects.count()) == ("staged", 0)

    run = applied(now(run))[1]
    request_roll_back(actor=member, run=run)
    with pytest.raises(Cancelled):
        tasks.undo(Handle(), run_id=run.pk)
    assert (now(run).state, Organisation.objects.count()) == ("done", 6)


def test_a_job_that_was_cancelled_while_it_waited_or_given_up_frees_the_run(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    request_apply(actor=member, run=run)
    cancel(actor=member, job=Job.objects.get(pk=run.job_id))
    assert [run.state for run in at_rest([now(run)])] == ["staged"]
    assert now(run).state == "applying"
    request_apply(actor=member, run=now(run))
    assert now(run).state == "applying"
    Job.objects.filter(pk=now(run).job_id).update(state="failed")
    discard(actor=member, run=now(run))
    assert (now(run).state, at_rest([now(run)])[0].state) == ("discarded", "discarded")


def test_a_run_whose_job_has_just_ended_is_left_as_the_job_left_it(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    request_apply(actor=member, run=run)
    seen = now(run)
    Job.objects.filter(pk=seen.job_id).update(state="done")
    applied(now(run))
    settle(seen)
    assert (seen.state, now(run).state) == ("done", "done")


def test_a_job_for_a_run_that_has_moved_on_does_nothing(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    assert tasks.apply(Handle(), run_id=run.pk) == {"run": run.pk, "state": "staged"}


def test_of_two_who_press_one_is_told(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    other = now(run)
    request_apply(actor=member, run=run)
    with pytest.raises(Conflict):
        request_apply(actor=member, run=other)
    with pytest.raises(InvalidTransition, match="being applied"):
        discard(actor=member, run=now(run))


@pytest.mark.parametrize("act", [request_apply, request_roll_back, discard])
def test_only_the_team_acts_on_imports(member, act):
    run = staged("hospitals", DATA / "hospitals.csv")
    with pytest.raises(NotAllowed):
        act(actor=UserFactory(), run=run)


def test_what_the_state_does_not_allow_is_refused_with_its_reason(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    assert why_not_roll_back(run) == "Only an applied import can be rolled back."
    with pytest.raises(InvalidTransition):
        request_roll_back(actor=member, run=run)
    first = applied(run)[1]
    assert why_not_roll_back(first) == ""
    second = applied(staged("hospitals", DATA / "hospitals.csv"))[1]
    assert why_not_roll_back(first).startswith(f"Later imports of this register must be rolled back first: {second.pk}")
    with pytest.raises(InvalidTransition, match="Later imports"):
        request_roll_back(actor=member, run=first)
    request_roll_back(actor=member, run=second)


def test_files_and_lines_are_kept_for_a_while(member):
    waiting = staged("hospitals", DATA / "hospitals.csv")
    run = applied(staged("hospitals", DATA / "hospitals.csv"))[1]
    soon = clock.now() + dt.timedelta(minutes=1)
    assert (prune_files(clock.now() - dt.timedelta(days=1)), prune_lines(clock.now() - dt.timedelta(days=1))) == (0, 0)
    assert prune_files(soon) == 2
    assert (now(waiting).state, now(run).state, now(run).upload) == ("discarded", "done", None)
    assert not StoredFile.objects.exists()
    assert prune_lines(soon) == 12
    assert (now(run).kept_lines, why_not_roll_back(now(run)).startswith("What this import replaced")) == (False, True)
    with pytest.raises(InvalidTransition, match="cannot be rolled back"):
        request_roll_back(actor=member, run=now(run))
    with pytest.raises(InvalidTransition, match="not kept any more"):
        applied(now(run))
    assert (prune_files(soon), prune_lines(soon)) == (0, 0)


def test_what_is_taken_up_again_meanwhile_keeps_its_file_and_its_lines(member):
    run = staged("hospitals", DATA / "hospitals.csv")
    soon = clock.now() + dt.timedelta(minutes=1)
    with meanwhile(lambda: request_apply(actor=member, run=now(run)), before='UPDATE "sources_importrun"'):
        assert prune_files(soon) == 0
    assert (now(run).state, now(run).upload) == ("applying", run.upload)
    run = applied(now(run))[1]
    with meanwhile(lambda: request_roll_back(actor=member, run=now(run)), before='UPDATE "sources_importrun"'):
        assert prune_lines(soon) == 0
    assert (now(run).state, now(run).kept_lines, Change.objects.filter(run=run).count()) == ("rolling_back", True, 6)


def test_an_import_of_an_earlier_version_cannot_be_applied_without_its_file(member):
    run = ImportRun.objects.create(source="ror", file_name="x", sha256="0", state="rolled_back")
    with pytest.raises(InvalidTransition, match="not kept any more"):
        request_apply(actor=member, run=run)


def test_only_the_team_uploads_csv(member):
    with pytest.raises(NotAllowed):
        start_import(actor=UserFactory(), source="ror", upload=upload())
    with pytest.raises(InvalidInput, match="no register named"):
        start_import(actor=member, source="nope", upload=upload())
    with pytest.raises(InvalidInput, match="not of a kind"):
        start_import(actor=member, source="ror", upload=SimpleUploadedFile("x.csv", b"\x89PNG\r\n\x1a\n\x00\x01"))
    assert not ImportRun.objects.exists()


def test_runs_are_for_the_team(member):
    ImportRun.objects.create(source="ror", file_name="x", sha256="0")
    assert [runs_visible_to(actor).count() for actor in (member, UserFactory())] == [1, 0]


def test_overview_and_records_say_what_licences_ask(member):
    import_all("ror", "higher_education", "ilab")
    views = {view.register.code: view for view in registers_in_use()}
    assert list(views) == ["ror", "higher_education", "ilab"]
    assert (views["ror"].records, views["ror"].organisations, views["ror"].register.licence) == (10, 10, "CC0 1.0")
    assert views["ilab"].as_of.isoformat() == "2025-12-31"
    company = organisation_with("siren", "433572203")
    records = records_of(company)
    assert [record.register.code for record in records] == ["ilab", "ilab"]
    assert [str(label) for label, _values in records[0].notes] == ["i-Lab prize", "field"]
