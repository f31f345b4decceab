"""A demo with small registers, and everything that makes two campuses the same."""

import csv
import gzip
import io
import json
import re
from collections import Counter

from parvis.base.accounts.models import RoleGrant, TeamInvitation, User
from parvis.base.activity.models import Concern, Entry
from parvis.base.messaging.models import Mail
from parvis.base.search.models import Document, Generation
from parvis.demo import tables
from parvis.demo.steps import projects, registers
from parvis.demo.steps.campus import FOUNDING
from parvis.domain.campus.models import Campus, FoundingMember
from parvis.domain.directory.models import Access, Identifier, Membership, Name, Organisation, Person, Relation
from parvis.domain.projects.models import Participation, Project, ProjectImport
from parvis.domain.reference.services import load
from parvis.domain.sites.models import Site
from parvis.domain.sources.models import ImportRun, SourceRecord
from parvis.domain.stewardship.models import Claim, Correction, Invitation, PersonClaim

ROWS = 25
PLACES = {"92040", "75056", "75105"}
FOUNDERS = {ror for ror, _fr, _en in FOUNDING if ror}


def make_small(folder, monkeypatch):
    """Let the demo read the first rows of each register, and only the communes that its own people live in."""
    reference = folder / "reference"
    reference.mkdir(parents=True, exist_ok=True)
    for path in load.DATA.iterdir():
        (reference / path.name).write_bytes(path.read_bytes())
    few = rows_of(tables.APPLICANTS)[::6]
    (folder / "applicants.csv").write_text(as_csv(few, list(few[0])), encoding="utf-8")
    monkeypatch.setattr(tables, "APPLICANTS", folder / "applicants.csv")
    own = [row for name in ("startups", "partners") for row in rows_of(registers.DATA / f"{name}.csv")]
    wanted = PLACES | {row["commune"] for row in [*own, *few]}
    cut(load.DATA / "communes.csv.gz", reference / "communes.csv.gz", lambda number, row: row["code"] in wanted)
    cut(load.DATA / "naf.csv.gz", reference / "naf.csv.gz", lambda number, row: number < ROWS)
    monkeypatch.setattr(load, "DATA", reference)
    files = []
    for source, path, day in registers.FILES:
        small = folder / f"{source}.csv.gz"
        cut(path, small, lambda number, row: number < ROWS or any(ror in row.get("ror", "") for ror in FOUNDERS))
        files.append((source, small, day))
    monkeypatch.setattr(registers, "FILES", tuple(files))
    few = {row["project_id"] for row in rows_of(projects.FILES[0])[::500]}
    for path in projects.FILES:
        cut(path, folder / path.name, lambda number, row: row["project_id"] in few)
    monkeypatch.setattr(projects, "FILES", tuple(folder / path.name for path in projects.FILES))


def rows_of(path):
    """The rows of a table, packed or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cut(source, target, wanted):
    """Write the wanted rows of a table, packed in the same way each time: a register is known by its hash."""
    rows = rows_of(source)
    with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        kept = [row for number, row in enumerate(rows) if wanted(number, row)]
        packed.write(as_csv(kept, list(rows[0])).encode())


def as_csv(rows, columns):
    """The text of a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


TABLES = (
    (Campus, ("name", "tagline_fr", "contact_email")),
    (FoundingMember, ("organisation__name", "note_fr", "note_en")),
    (Site, ("name", "commune", "position")),
    (Organisation, ("name", "slug", "kind", "is_invented", "stage", "status", "commune", "sources", "description_fr")),
    (Organisation.themes.through, ("organisation__name", "theme__code")),
    (Name, ("organisation__name", "text", "kind")),
    (Identifier, ("organisation__name", "scheme", "value")),
    (Relation, ("child__name", "parent__name", "kind")),
    (SourceRecord, ("source", "source_key", "organisation__name")),
    (ImportRun, ("source", "sha256", "state", "as_of", "counts")),
    (Project, ("code", "slug", "words", "source_on", "is_public")),
    (Participation, ("project__code", "key", "name", "region", "organisation__name", "basis")),
    (ProjectImport, ("source", "sha256", "turn", "counts")),
    (User, ("email", "name", "is_active", "language")),
    (RoleGrant, ("user__email", "role", "granted_by__email")),
    (TeamInvitation, ("email", "role", "accepted_by__email", "invited_by__email")),
    (Access, ("organisation__name", "user__email", "level", "granted_by__email")),
    (Person, ("name", "slug", "account__email", "headline", "email", "phone", "contact_visibility", "is_invented")),
    (Membership, ("person__name", "organisation__name", "title", "starts_on", "ends_on", "is_public")),
    (Invitation, ("organisation__name", "email", "level", "accepted_by__email")),
    (Claim, ("organisation__name", "asked_by__email", "state", "word", "decided_by__email")),
    (Correction, ("organisation__name", "asked_by__email", "state", "changes")),
    (PersonClaim, ("person__name", "asked_by__email", "state", "decided_by__email")),
    (Mail, ("to", "kind", "subject", "state")),
    (Entry, ("verb", "target_type", "actor__email")),
    (Concern, ("entry__verb", "user__email")),
    (Generation, ("index", "is_live", "documents")),
    (Document, ("content",)),
)
NUMBERS_OF_THIS_DATABASE = re.compile(r"^\[\d+,")
"""At the beginning of what the index holds."""


def plain(value):
    """The value without what another database would number otherwise."""
    return NUMBERS_OF_THIS_DATABASE.sub("[", value) if isinstance(value, str) else value


def all_of_it():
    """Every row of every table that the demo writes, without numbers and times, and how often it is there."""
    found = {}
    for model, columns in TABLES:
        rows = model._base_manager.values_list(*columns)
        found[model._meta.label] = Counter(json.dumps([*map(plain, row)], default=str, sort_keys=True) for row in rows)
    return found
