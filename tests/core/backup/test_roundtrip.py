"""What a backup gives back is what was there, on the same database and on the other one."""

import json
import shutil

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage
from django.db import connection

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.core.backup.events import Restored
from parvis.core.backup.read import restore_backup
from parvis.core.backup.rows import stored_models
from parvis.core.backup.write import LAST, make_backup
from parvis.core.bus import subscribe
from parvis.domain.directory.models import Organisation
from tests.core.backup.conftest import DETAILS, unpacked
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.process import parvis


def without_date(manifest):
    return {name: value for name, value in manifest.items() if name not in {"made_at", "database"}}


def test_restore_gives_back_rows_files_and_logins(filled, emptied, place):
    first = place / "first.tar.gz"
    written = make_backup(first)
    before = Organisation.objects.values().get(pk=filled.organisation.pk)
    emptied()
    assert not User.objects.exists()
    restored = restore_backup(first, [].append)

    assert restored == written.manifest
    assert Organisation.objects.values().get(pk=filled.organisation.pk) == before
    assert Entry.objects.get(verb="tests.filled").data == DETAILS
    assert authenticate(email=filled.user.email, password=PASSWORD) == filled.user
    assert SessionStore(filled.session_key)["_auth_user_id"] == str(filled.user.pk)
    with default_storage.open("ab/abcdef") as file:
        assert file.read() == b"\x00\x01 bytes"

    make_backup(place / "second.tar.gz")
    manifest, members = unpacked(first)
    manifest_again, members_again = unpacked(place / "second.tar.gz")
    assert without_date(manifest_again) == without_date(manifest)
    assert members_again == members


def test_numbers_are_never_given_twice(filled, emptied, place):
    make_backup(place / "first.tar.gz")
    emptied()
    restore_backup(place / "first.tar.gz", [].append)
    assert UserFactory().pk > filled.gone


def test_archive_goes_to_sqlite_and_back(filled, emptied, place):
    """On SQLite from file to file; on PostgreSQL this is the way across."""
    here, there = place / "here.tar.gz", place / "there.tar.gz"
    make_backup(here)
    other = place / "other"
    restored = parvis(other, "restore", str(here))
    assert restored.returncode == 0, restored.stderr
    backed_up = parvis(other, "backup", str(there))
    assert backed_up.returncode == 0, backed_up.stderr
    assert without_date(unpacked(there)[0]) == without_date(unpacked(here)[0])
    emptied()
    restore_backup(there, [].append)
    make_backup(place / "back.tar.gz")
    assert without_date(unpacked(place / "back.tar.gz")[0]) == without_date(unpacked(here)[0])


def test_every_model_is_in_the_archive(filled, place):
    make_backup(place / "all.tar.gz")
    manifest, members = unpacked(place / "all.tar.gz")
    assert manifest["tables"].keys() == stored_models().keys()
    assert manifest["tables"]["accounts.user"]["rows"] == User.objects.count()
    assert manifest["database"] == connection.vendor
    assert json.loads(members["files.json"]).keys() == {"ab/abcdef"}


def test_signing_key_comes_along_only_where_parvis_keeps_it(filled, emptied, place, settings):
    make_backup(place / "with.tar.gz")
    assert unpacked(place / "with.tar.gz")[1]["secret_key"].decode() == settings.SECRET_KEY
    (settings.DATA_DIR / "secret_key").unlink()
    make_backup(place / "without.tar.gz")
    assert "secret_key" not in unpacked(place / "without.tar.gz")[1]


def test_backup_is_for_its_owner_only_and_leaves_nothing_else(filled, place, settings):
    folder = place / "backups"
    folder.mkdir()
    make_backup(folder / "first.tar.gz")
    assert [path.name for path in folder.iterdir()] == ["first.tar.gz"]
    assert (folder / "first.tar.gz").stat().st_mode & 0o077 == 0
    assert (settings.DATA_DIR / LAST).read_text(encoding="ascii") == unpacked(folder / "first.tar.gz")[0]["made_at"]


def test_whoever_derives_data_hears_of_a_restore(filled, emptied, place):
    heard = []
    subscribe(Restored, heard.append)
    make_backup(place / "first.tar.gz")
    emptied()
    restore_backup(place / "first.tar.gz", [].append)
    assert heard == [Restored()]


def test_the_command_names_in_english_what_is_there(instance, tmp_path):
    shutil.copytree(instance.folder / "data", tmp_path / "data")
    refused = parvis(tmp_path, "restore", str(tmp_path / "none"))
    assert refused.stderr.startswith("parvis: the database is not empty: it has ")
    assert any(f"it has {words}." in refused.stderr for words in ("regions", "themes", "departments", "communes"))


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_commands_refuse_in_one_sentence(tmp_path, command):
    (tmp_path / "there").write_text("not an archive", encoding="utf-8")
    refused = parvis(tmp_path, command, str(tmp_path / "there"))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert refused.stderr.startswith("parvis: ")
