"""Records of registers and the runs that brought them."""

from parvis.domain.sources.models.records import ImportRun, SourceRecord

__all__ = ["ImportRun", "SourceRecord"]
