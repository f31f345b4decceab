"""The log of acts."""

from parvis.base.activity.models.entry import AppendOnly, Concern, Entry

__all__ = ["AppendOnly", "Concern", "Entry"]
