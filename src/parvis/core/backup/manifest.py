"""What a backup says about itself."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field

from parvis import __version__
from parvis.core import clock
from parvis.core.errors import ParvisError
from parvis.core.schema import known_migrations

FORMAT = 1


class BackupRefused(ParvisError):
    """A backup that cannot be made, read or restored; nothing was changed."""


@dataclass(frozen=True)
class Table:
    """One table in the archive."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The first thing in the archive: enough to refuse it at once."""

    made_at: str
    database: str
    tables: dict[str, Table]
    sequences: dict[str, int]
    format: int = FORMAT
    parvis: str = __version__
    migrations: list[str] = field(default_factory=known_migrations)

    def to_json(self) -> bytes:
        """As it is written into the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(table.rows for table in self.tables.values())


def read_manifest(text: bytes) -> Manifest:
    """The manifest of an archive that this version can restore; refuses any other in a sentence."""
    try:
        values = json.loads(text)
        if values["format"] == FORMAT:
            values["tables"] = {label: Table(**table) for label, table in values["tables"].items()}
            manifest = Manifest(**values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused("this is not a backup of parvis: its manifest cannot be read.") from error
    if values["format"] != FORMAT:
        raise BackupRefused(f"this backup has format {values['format']}; this version reads format {FORMAT}.")
    if manifest.parvis != __version__:
        raise BackupRefused(
            f"this backup was made by parvis {manifest.parvis}, and this is {__version__}. "
            f"Restore it with parvis {manifest.parvis}, then upgrade."
        )
    if manifest.migrations != known_migrations():
        differing = sorted(set(manifest.migrations) ^ set(known_migrations()))
        raise BackupRefused(
            f"this backup was made with other migrations than this code has (such as {differing[0]}). "
            "Restore it with the code that made it, then upgrade."
        )
    return manifest


def now_text() -> str:
    """The present moment, as the manifest says it."""
    return clock.now().astimezone(dt.UTC).isoformat(timespec="seconds")
