"""What tests of commands have."""

from tests.support.instance import instance

__all__ = ["instance"]
