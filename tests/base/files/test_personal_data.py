"""What the store of files tells someone about themselves."""

import pytest
from django.core.files.storage import default_storage

from parvis.base.accounts.registry import personal_data
from parvis.base.files.models import StoredFile
from parvis.base.files.services.images import store_image
from parvis.base.jobs.services.queue import enqueue
from tests.factories.accounts import UserFactory
from tests.factories.files import image_upload
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["store", "in_bucket"])
def test_one_gets_ones_files_with_their_content(purpose, request, place):
    request.getfixturevalue(place)
    user = UserFactory()
    kept, lost = (store_image(actor=user, upload=image_upload(), purpose=purpose(f"tests.{n}")) for n in range(2))
    store_image(actor=UserFactory(), upload=image_upload(), purpose=purpose())
    default_storage.delete(lost.path)
    data = personal_data.get("files")
    assert [row["purpose"] for row in data.export(user)["files"]] == [kept.purpose, lost.purpose]
    (file,) = data.files(user)
    assert (file.name, file.content[:4]) == ("logo.png", b"\x89PNG")


def test_files_stay_without_the_name_of_whoever_brought_them(purpose):
    user = UserFactory()
    store_image(actor=user, upload=image_upload(), purpose=purpose())
    assert len(personal_data.get("files").erase(user)) == 1
    assert StoredFile.objects.get().created_by is None
    assert personal_data.get("files").erase(user) == []


def test_the_job_of_every_day_removes_orphans(purpose):
    enqueue(actor=None, name="files.remove_orphans")
    assert run_jobs()[0].result == {"files": 0, "strays": 0}
