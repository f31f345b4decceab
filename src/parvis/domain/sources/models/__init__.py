"""Records of registers, the runs that brought them, what each run changed, and mappings of own tables."""

from parvis.domain.sources.models.changes import Change
from parvis.domain.sources.models.mappings import SavedMapping
from parvis.domain.sources.models.records import ImportRun, SourceRecord

__all__ = ["Change", "ImportRun", "SavedMapping", "SourceRecord"]
