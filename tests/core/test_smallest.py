"""The smallest parts: registries, the plug of the log, which SQLite is used."""

import sys

import pytest

from parvis.core import journal, sqlite
from parvis.core.registry import Registry


def test_registry_refuses_a_second_thing_of_the_same_name():
    registry = Registry("colour")
    registry.register("red", 1)
    registry.register("red", 1)
    with pytest.raises(ValueError, match="two entries of the colour registry are named 'red'"):
        registry.register("red", 2)
    assert registry.get("red") == 1


def test_a_registry_asks_elsewhere_for_what_no_app_declares():
    registry = Registry("colour")
    registry.register("red", 1)
    registry.also(find={"red": 7, "blue": 2}.get, names=lambda: ["blue", "red"])
    assert (registry.find("red"), registry.get("blue"), registry.find("green")) == (1, 2, None)
    assert (registry.names(), list(registry)) == (["blue", "red"], [("red", 1)])
    with pytest.raises(KeyError, match="known: blue, red"):
        registry.get("green")


def test_registry_says_what_it_knows():
    registry = Registry("colour")
    with pytest.raises(KeyError, match="no colour named 'red'; known: none"):
        registry.get("red")
    registry.register("blue", 1)
    with pytest.raises(KeyError, match="known: blue"):
        registry.get("red")
    assert registry.find("red") is None


def test_act_without_its_trace_does_not_happen(monkeypatch):
    monkeypatch.setattr(journal, "_recorders", [])
    with pytest.raises(RuntimeError, match="nobody keeps the log"):
        journal.record(actor=None, verb="tests.done")


@pytest.mark.parametrize(("version", "is_replaced"), [((3, 51, 2), True), ((3, 51, 3), False), ((3, 60, 0), False)])
def test_sqlite_is_replaced_where_it_can_damage_a_database(monkeypatch, version, is_replaced):
    system = sys.modules["sqlite3"]
    monkeypatch.setitem(sys.modules, "sqlite3", system)
    monkeypatch.setitem(sys.modules, "sqlite3.dbapi2", sys.modules["sqlite3.dbapi2"])
    bundled = object()
    monkeypatch.setitem(sys.modules, "pysqlite3", type(sys)("pysqlite3"))
    sys.modules["pysqlite3"].dbapi2 = bundled
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", version)
    sqlite.use_safe_sqlite()
    assert (sys.modules["sqlite3.dbapi2"] is bundled) is is_replaced
