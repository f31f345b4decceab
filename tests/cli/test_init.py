"""`parvis init` makes what is missing, and only that."""

from pathlib import Path

import pytest
from django.core.management import call_command

from parvis.core.preparation import STAMP, DataFolderUnusable, collect_static, make_data_folder, prepare
from parvis.core.schema import known_migrations, pending_migrations
from tests.support.process import parvis


def test_init_makes_an_instance_and_then_nothing(instance):
    again = parvis(instance.folder, "init")
    assert "migrations applied" in instance.made.stdout
    assert "reference data: " in instance.made.stdout
    assert again.stdout == "parvis is ready. `parvis serve` answers, `parvis worker` works.\n"
    assert (instance.folder / "data" / "static" / "staticfiles.json").exists()


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    where = {"PARVIS_DATA_DIR": str(tmp_path / "file" / "data"), "PARVIS_SECRET_KEY": "k" * 40}
    refused = parvis(tmp_path, "init", **where, DATABASE_URL=f"sqlite:///{tmp_path}/db")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"parvis: the data folder {tmp_path}/file/data cannot be made: Not a directory. "
        "Give it to the account that runs parvis, or set PARVIS_DATA_DIR.\n"
    )


def test_a_data_folder_of_another_is_not_used(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    make_data_folder()
    assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr("os.access", lambda path, mode: False)  # as it is for whoever is not root
    with pytest.raises(DataFolderUnusable, match="cannot be written to"):
        make_data_folder()


@pytest.mark.django_db
def test_prepare_says_nothing_when_all_is_there(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    prepare([].append)
    said = []
    prepare(said.append)
    assert said == []


def test_static_files_are_collected_again_when_one_changed(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a {}", encoding="utf-8")
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "root", [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    said = []
    collect_static(said.append)
    collect_static(said.append)
    (source / "b.css").write_text("b {}", encoding="utf-8")
    collect_static(said.append)
    assert said == ["static files collected"] * 2
    assert sorted(path.name for path in Path(settings.STATIC_ROOT).iterdir()) == [STAMP, "a.css", "b.css"]


@pytest.mark.django_db(transaction=True)
def test_pending_migrations_are_named():
    assert pending_migrations() == []
    call_command("migrate", "sites", "zero", fake=True, verbosity=0)
    try:
        assert pending_migrations()[0] == "sites.0001_initial"
        assert "sites.0001_initial" in known_migrations()
    finally:
        call_command("migrate", fake=True, verbosity=0)
