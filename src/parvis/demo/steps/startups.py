"""A handful of invented start-ups, marked as such wherever they appear."""

import csv

from parvis.demo.context import DATA, Context
from parvis.domain.directory.drafts import Changes, NameRow
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.provenance import FieldSource
from parvis.domain.directory.services.organisations import create_organisation
from parvis.domain.reference.enums import OrganisationKind

SOURCE = FieldSource("campus")


def build(context: Context) -> None:
    """Create those that are not there yet."""
    rows = read_startups()
    for row in rows:
        if not Organisation.objects.filter(name=row["name"], is_invented=True).exists():
            create_organisation(actor=None, changes=_changes(row), is_invented=True, source=SOURCE)
    context.say(f"{len(rows)} invented start-ups")


def read_startups() -> list[dict[str, str]]:
    """The rows of the file, by their keys."""
    with (DATA / "startups.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def startup(key: str) -> Organisation:
    """The invented start-up of this key."""
    name = next(row["name"] for row in read_startups() if row["key"] == key)
    return Organisation.objects.get(name=name, is_invented=True)


def _changes(row: dict[str, str]) -> Changes:
    values = {
        "name": row["name"],
        "kind": OrganisationKind.STARTUP,
        "stage": row["stage"],
        "founded_year": int(row["founded_year"]),
        "commune": row["commune"],
        "description_fr": row["description_fr"],
        "description_en": row["description_en"],
        "themes": [row["theme"]],
    }
    return Changes(values=values, names=[NameRow(row["acronym"], "acronym")] if row["acronym"] else [])
