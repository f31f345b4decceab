import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.jobs.errors import Cancelled
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.running import run_due_jobs
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.selectors.overview import registers_in_use
from parvis.domain.sources.selectors.records import records_of
from parvis.domain.sources.selectors.runs import how_far, runs_visible_to
from parvis.domain.sources.services.uploads import start_import
from parvis.domain.sources.tasks import run_import
from tests.domain.sources.support import DATA, import_all, organisation_with, territories
from tests.factories.accounts import UserFactory, account_with


def upload(name="hospitals", *, packed=False, content=None):
    content = (DATA / f"{name}.csv").read_bytes() if content is None else content
    if packed:
        return SimpleUploadedFile(f"{name}.csv.gz", gzip.compress(content))
    return SimpleUploadedFile(f"{name}.csv", content)


@pytest.fixture
def member(db):
    territories()
    return account_with(Role.COMMUNITY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("packed", [False, True])
def test_an_uploaded_file_is_imported_by_a_job(packed):
    territories()
    run = start_import(actor=account_with(Role.COMMUNITY), source="hospitals", upload=upload(packed=packed))
    assert (run.state, how_far(run).has_ended) == ("waiting", False)
    assert run_due_jobs() >= 1
    run.refresh_from_db()
    assert (run.state, run.counts["new"], how_far(run).has_ended) == ("done", 6, True)
    assert Job.objects.get(pk=run.job_id).result["run"] == run.pk
    assert Organisation.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_refused_or_unusable_file_is_a_result_and_not_tried_again():
    territories()
    member = account_with(Role.COMMUNITY)
    bad = (DATA / "hospitals.csv").read_bytes().replace(b"750803447", b"750803448")
    refused = start_import(actor=member, source="hospitals", upload=upload(content=bad))
    unusable = start_import(actor=member, source="ror", upload=upload())
    run_due_jobs()
    refused.refresh_from_db()
    unusable.refresh_from_db()
    assert (refused.state, len(refused.refused), unusable.state) == ("refused", 1, "failed")
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert not Organisation.objects.exists()


class Handle:
    """A job that is cancelled at its first sign of progress."""

    job_id, actor = 1, None

    def progress(self, *_arguments):
        raise Cancelled

    def effect(self):
        return transaction.atomic()


def test_a_cancelled_import_says_so(member):
    run = start_import(actor=member, source="hospitals", upload=upload())
    with pytest.raises(Cancelled):
        run_import(Handle(), run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.finished_at is not None) == ("cancelled", True)


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
