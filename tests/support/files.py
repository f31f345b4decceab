"""Fixtures for tests that store files; a `conftest.py` imports them."""

import pytest

from parvis.base.files.registry import Purpose, purposes


@pytest.fixture
def purpose():
    """A function that registers a purpose for one test and returns its name."""
    names = []

    def register(name="tests.file", can_read=lambda actor, file: False, **options):
        purposes.register(name, Purpose(can_read=can_read, **options))
        names.append(name)
        return name

    yield register
    for name in names:
        purposes._items.pop(name)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """An empty store for each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
