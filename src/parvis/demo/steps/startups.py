"""Invented start-ups and partners, marked as such wherever they appear; the community manager adds them."""

from parvis.demo.context import Context
from parvis.demo.tables import read_applicants, read_partners, read_startups
from parvis.domain.directory.drafts import Changes, NameRow
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.provenance import FieldSource
from parvis.domain.directory.services.organisations import create_organisation
from parvis.domain.reference.enums import OrganisationKind

SOURCE = FieldSource("campus")


def build(context: Context) -> None:
    """Create those that are not there yet."""
    rows = [*read_startups(), *map(_applicant, read_applicants()), *read_partners()]
    team = context.accounts["community"]
    known = set(Organisation.objects.filter(is_invented=True).values_list("name", flat=True))
    for row in rows:
        if row["name"] not in known:
            create_organisation(actor=team, changes=_changes(row), is_invented=True, source=SOURCE)
    context.say(f"{len(rows)} invented organisations")


def _applicant(row: dict[str, str]) -> dict[str, str]:
    """A start-up that applied, described by what it does."""
    marked = {
        "description_fr": f"{row['pitch_fr']} Start-up inventée pour la démonstration.",
        "description_en": f"{row['pitch_en']} A start-up invented for the demo.",
    }
    return {**row, **marked, "acronym": ""}


def _changes(row: dict[str, str]) -> Changes:
    values = {
        "name": row["name"],
        "kind": row.get("kind", OrganisationKind.STARTUP),
        "stage": row["stage"],
        "founded_year": int(row["founded_year"]),
        "commune": row["commune"],
        "description_fr": row["description_fr"],
        "description_en": row["description_en"],
        "themes": row["themes"].split(";"),
    }
    return Changes(values=values, names=[NameRow(row["acronym"], "acronym")] if row["acronym"] else [])
