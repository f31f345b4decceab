"""Stored files."""

from parvis.base.files.models.stored import StoredFile

__all__ = ["StoredFile"]
