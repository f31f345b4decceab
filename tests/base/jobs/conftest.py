"""What tests of jobs have."""

import datetime as dt

import pytest

from parvis.base.jobs.registry import job, jobs
from parvis.base.jobs.services.keeping import Keeper


@pytest.fixture
def declared():
    """A function that declares a job for one test."""
    names = []

    def declare(name, run, **options):
        job(name, label=name, **options)(run)
        names.append(name)

    yield declare
    for name in names:
        jobs._items.pop(name)


@pytest.fixture
def keeper():
    """A keeper that beats when the test says so."""
    return Keeper(dt.timedelta(seconds=60))
