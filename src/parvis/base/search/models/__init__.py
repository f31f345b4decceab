"""The rows of an index."""

from parvis.base.search.models.generation import Generation, Pending
from parvis.base.search.models.rows import Document, Posting, Segment, Word

__all__ = ["Document", "Generation", "Pending", "Posting", "Segment", "Word"]
