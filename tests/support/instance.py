"""One instance, made once by `parvis init`, for the tests that only look at it."""

from types import SimpleNamespace

import pytest

from tests.support.process import parvis


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """`folder` is where it is, `made` is what `parvis init` answered."""
    folder = tmp_path_factory.mktemp("instance")
    made = parvis(folder, "init")
    assert made.returncode == 0, made.stderr
    return SimpleNamespace(folder=folder, made=made)
