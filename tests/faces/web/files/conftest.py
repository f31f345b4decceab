"""What tests of files have."""

from tests.support.files import purpose, store

__all__ = ["purpose", "store"]
