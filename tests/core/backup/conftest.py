"""An instance with a row of every difficult kind, and places to restore it into."""

import datetime as dt
import json
import shutil
import tarfile
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.activity.services.record import record
from parvis.base.files.models import StoredFile
from parvis.base.messaging.models import Mail
from tests.factories.accounts import PASSWORD, account_with
from tests.factories.directory import IdentifierFactory, NameFactory, OrganisationFactory, RelationFactory
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.support.instance import instance
from tests.support.s3 import bucket, s3_server

__all__ = ["bucket", "emptied", "filled", "instance", "place", "s3_server"]

DETAILS = {"b": [1, 2.5, None, True], "a": {"é": "« œuvre »\u2028"}, "big": 2**53, "empty": ""}


@pytest.fixture
def place(settings, tmp_path):
    """A data folder of this test's own."""
    settings.DATA_DIR = tmp_path / "own"
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "secret_key").write_text(settings.SECRET_KEY, encoding="ascii")
    return tmp_path


@pytest.fixture
def filled(transactional_db, place):
    """Rows of many kinds, and a file."""
    user = account_with(Role.ADMINISTRATOR, password=PASSWORD, name="Zoé L’Œil")
    gone = account_with()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "not encrypted here"})
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    commune, theme = CommuneFactory(), ThemeFactory()
    organisation = OrganisationFactory(
        commune=commune, latitude=48.8401, longitude=0.1 + 0.2, provenance=DETAILS, themes=[theme]
    )
    RelationFactory(child=OrganisationFactory(), parent=organisation)
    IdentifierFactory(organisation=organisation)
    NameFactory(organisation=organisation)
    with transaction.atomic():
        record(actor=user, verb="tests.filled", target=organisation, data=DETAILS)
    Mail.objects.create(to="a@example.org", subject="s", text="t\r\n\ttabs", next_attempt_at=dt.datetime.now(dt.UTC))
    path = default_storage.save("ab/abcdef", ContentFile(b"\x00\x01 bytes"))
    StoredFile.objects.create(
        purpose="tests.file", name="n.bin", content_type="application/x", size=8, sha256="", path=path, created_by=user
    )
    number = gone.pk
    gone.delete()  # its number must not be given again
    return SimpleNamespace(user=user, session_key=session.session_key, organisation=organisation, gone=number)


@pytest.fixture
def emptied(settings, django_db_blocker):
    """A function that empties the database and the store of this process."""

    def empty():
        from django.core.management import call_command

        call_command("flush", interactive=False, verbosity=0)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

    return empty


def unpacked(path):
    """What an archive says: manifest, and each member's bytes."""
    with tarfile.open(path) as archive:
        members = {info.name: archive.extractfile(info).read() for info in archive}
    return json.loads(members.pop("manifest.json")), members
