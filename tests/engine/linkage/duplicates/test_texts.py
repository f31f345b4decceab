"""What is read out of names."""

import threading

from parvis.engine.linkage.duplicates import texts
from parvis.engine.linkage.duplicates.texts import Texts

WRITTEN = ["CHU Dijon", "Institut de Recherche en Chimie (UMR 8520), Université de Lille", "", "Ifremer"]


def test_names_are_read():
    found = Texts.of(WRITTEN)
    assert found.names == ["chu dijon", "institut recherche chimie universite lille", "", "ifremer"]
    assert [len(labels) for labels in found.labels] == [0, 1, 0, 0]
    assert found.initials[3] == ("", "")
    assert found.parents == ["", "universite lille", "", ""]


def test_no_names():
    assert Texts.of([]) == Texts()


def test_other_processes_read_the_same(monkeypatch):
    """Names are shared out among processes from a certain number on, and among none where a thread may hold a lock."""
    many = [f"{name} {number}" for number in range(40) for name in WRITTEN]
    alone = Texts.of(many)
    monkeypatch.setattr(texts, "SHARED", 1)
    monkeypatch.setattr(texts, "CHUNK", 30)
    monkeypatch.setattr(texts, "processors", lambda: 2)
    monkeypatch.setattr(texts.threading, "active_count", lambda: 1)
    assert Texts.of(many) == alone
    monkeypatch.undo()
    monkeypatch.setattr(texts, "SHARED", 1)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    assert Texts.of(many) == alone
    done.set()
    other.join()
