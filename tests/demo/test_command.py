"""`parvis demo`: serves what is built, and clears nothing but a demo."""

import shutil
import signal

import pytest
import typer

from parvis.cli.demo import DATABASE, STAMP, _clear
from tests.cli.test_serve import get, serving
from tests.support.process import parvis


def test_next_start_serves_at_once_and_no_other_at_the_same_port(survivor, tmp_path):
    with serving(survivor.folder, command="demo") as (port, process):
        response, page = get(port, "/account/sign-in/", **{"Accept-Language": "en"})
        assert response.status == 200
        assert "owner@campus.example" in page
        assert "/organisations/cardioline-fictif/" in get(port, "/directory/?q=cardioline")[1]
        refused = parvis(tmp_path, "demo", "--port", str(port))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=600) == 0
    assert refused.returncode == 1
    assert f"`make demo PORT={port + 1}` takes another." in refused.stderr
    assert not (tmp_path / "data").exists(), "nothing is built that could not be served"


def test_demo_that_stands_at_another_moment_is_not_thrown_away(survivor):
    refused = parvis(survivor.folder, "demo", "--no-serve", "--stage", "cohort", PARVIS_DEMO="yes")
    assert refused.returncode != 0
    assert "stands at “review”; add --fresh to build it anew at “cohort”" in refused.stderr


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """What a demo leaves in its folder."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "demo"
    (folder / "static" / "css").mkdir(parents=True)
    for name in (DATABASE, f"{DATABASE}-wal", STAMP, "secret-key"):
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def test_clear_removes_everything_and_what_is_not_there(folder, tmp_path):
    _clear(folder)
    assert list(folder.iterdir()) == []
    _clear(tmp_path / "nothing")


def test_clear_leaves_a_folder_that_holds_no_demo(folder):
    (folder / DATABASE).unlink()
    (folder / STAMP).unlink()
    with pytest.raises(typer.Exit):
        _clear(folder)
    assert (folder / "secret-key").exists()


def test_clear_that_is_interrupted_can_be_asked_again(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda _path: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            _clear(folder)
    assert not (folder / STAMP).exists(), "what is left does not count as built"
    _clear(folder)
    assert list(folder.iterdir()) == []


def test_clear_leaves_a_database_of_its_own_alone(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://campus@db.example/campus")
    with pytest.raises(typer.Exit):
        _clear(folder)
    assert (folder / DATABASE).exists()
