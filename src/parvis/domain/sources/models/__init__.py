"""Records of registers, the runs that brought them, and what each run changed."""

from parvis.domain.sources.models.changes import Change
from parvis.domain.sources.models.records import ImportRun, SourceRecord

__all__ = ["Change", "ImportRun", "SourceRecord"]
