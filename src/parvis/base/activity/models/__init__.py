"""The log of acts."""

from parvis.base.activity.models.entry import Concern, Entry

__all__ = ["Concern", "Entry"]
