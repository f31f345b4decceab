"""Files of a bucket pass through parvis, which says who may have them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.files.models import StoredFile
from parvis.base.files.services.images import store_image
from parvis.base.files.services.store import store_file
from parvis.domain.directory.models import Organisation
from parvis.domain.sources.models import ImportRun
from tests.domain.sources.support import DATA, territories
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory
from tests.factories.files import image_upload
from tests.support.jobs import run_jobs
from tests.support.s3 import keep_files_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_bucket(in_bucket):
    """All of these."""


def address(file):
    return reverse("files:download", args=[file.pk])


def test_a_private_file_is_for_those_who_may_read_it(sign_in, purpose, in_bucket):
    owner = UserFactory()
    own = purpose(can_read=lambda actor, file: actor.pk == file.created_by_id, types=frozenset({"text/csv"}))
    data = b"a,b\n" * 100_000
    file = store_file(actor=owner, upload=SimpleUploadedFile("a.csv", data), purpose=own)
    in_bucket.asked()
    response = sign_in(owner).get(address(file))
    assert response["Content-Length"] == str(len(data))
    assert b"".join(response.streaming_content) == data
    assert in_bucket.asked() == 1
    outsider = Client()
    outsider.force_login(UserFactory())
    assert [client.get(address(file)).status_code for client in (outsider, Client())] == [404, 404]
    assert in_bucket.asked() == 0


def test_a_kept_copy_is_not_fetched_again(client, purpose, in_bucket):
    file = store_image(actor=None, upload=image_upload(), purpose=purpose(public=True))
    response = client.get(address(file))
    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
    in_bucket.asked()
    assert client.get(address(file), headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert in_bucket.asked() == 0


def test_what_is_lost_is_not_found(client, purpose, in_bucket):
    file = store_image(actor=None, upload=image_upload(), purpose=purpose(public=True))
    in_bucket.client.delete_object(Bucket=in_bucket.name, Key=f"of/parvis/{file.path}")
    assert Client().get(address(file)).status_code == 404


def test_a_bucket_that_is_away_is_told_in_a_page(purpose, in_bucket, settings):
    file = store_image(actor=None, upload=image_upload(), purpose=purpose(public=True))
    keep_files_at(settings, in_bucket.url.replace("@", "x@", 1))
    response = Client().get(address(file))
    assert response.status_code == 503
    assert "Uploaded files cannot be reached at this moment." in response.content.decode()


def test_a_logo_goes_into_the_bucket_and_out_of_it(sign_in, in_bucket, django_capture_on_commit_callbacks):
    organisation = OrganisationFactory()
    team = sign_in(account_with(Role.ADMINISTRATOR))
    page = f"/organisations/{organisation.slug}/edit/logo/"
    with django_capture_on_commit_callbacks(execute=True):
        team.post(page, {"logo": image_upload()})
    (key,) = in_bucket.content()
    assert key == f"of/parvis/{Organisation.objects.get().logo.path}"
    with django_capture_on_commit_callbacks(execute=True):
        team.post(page, {"remove": "yes"})
    assert in_bucket.content() == {}


def test_nothing_changes_when_a_logo_cannot_be_kept(sign_in, in_bucket, settings):
    organisation = OrganisationFactory()
    keep_files_at(settings, in_bucket.url.replace("@", "x@", 1))
    response = sign_in(account_with(Role.ADMINISTRATOR)).post(
        f"/organisations/{organisation.slug}/edit/logo/", {"logo": image_upload()}
    )
    assert response.status_code == 503
    assert not StoredFile.objects.exists()


def test_a_register_is_imported_from_the_bucket(sign_in, in_bucket):
    territories()
    upload = SimpleUploadedFile("hospitals.csv", (DATA / "hospitals.csv").read_bytes())
    team = sign_in(account_with(Role.COMMUNITY))
    team.post(reverse("imports:imports"), {"source": "hospitals", "file": upload, "as_of": "2024-01-31"})
    assert list(in_bucket.content().values()) == [(DATA / "hospitals.csv").read_bytes()]
    run_jobs()
    team.post(reverse("imports:apply", args=[ImportRun.objects.get().pk]))
    run_jobs()
    run = ImportRun.objects.get()
    assert (run.state, Organisation.objects.exists()) == ("done", True)
    response = team.get(address(run.upload))
    assert b"".join(response.streaming_content) == (DATA / "hospitals.csv").read_bytes()
