"""CORDIS, the projects of the European research programmes: the file "organization.csv", one participation a row.

An organisation has as many rows as projects. The newest of them speaks for it; how many projects there are is kept.
The other file, "project.csv", names no organisation.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.directory.enums import NameKind, PositionPrecision, Scheme
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, Refusal
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.opening import head_of
from parvis.domain.registers.reading import Row, read_rows
from parvis.domain.registers.registry import NoOrganisation

COLUMNS = (
    "projectID",
    "organisationID",
    "vatNumber",
    "name",
    "shortName",
    "activityType",
    "postCode",
    "city",
    "country",
    "geolocation",
    "organizationURL",
)
OF_PROJECTS = ("objective", "startDate")
"""Columns by which one knows the file of projects."""

KINDS = {
    "HES": OrganisationKind.UNIVERSITY,
    "PRC": OrganisationKind.COMPANY,
    "PUB": OrganisationKind.AUTHORITY,
    "REC": OrganisationKind.RESEARCH,
}
"""Types of activity; the others ("OTH") say nothing."""

UPDATED, PROJECTS = "contentUpdateDate", "number of projects"


def rows(path: Path) -> Iterator[Row | Refusal]:
    """One row for each organisation, with the number of its projects; rows that cannot be read as they come.

    Raises SourceUnusable for the file of projects.
    """
    header = head_of(path).partition("\n")[0]
    if all(column in header for column in OF_PROJECTS):
        raise SourceUnusable(
            _("This is the file of projects; the organisations are in “organization.csv” of the same archive.")
        )
    newest: dict[str, Row] = {}
    projects: dict[str, set[str]] = {}
    for row in read_rows(path, COLUMNS, separator=";" if ";" in header else ","):
        if isinstance(row, Refusal):
            yield row
            continue
        key = row.values["organisationID"]
        projects.setdefault(key, set()).add(row.values["projectID"])
        if key not in newest or _order(row) > _order(newest[key]):
            newest[key] = row
    for key, row in newest.items():
        yield Row(row.line, {**row.values, PROJECTS: str(len(projects[key]))})


def read(cells: c.Cells) -> Facts:
    """The facts of one organisation of France. It is a legal entity; its VAT number joins nothing."""
    key = c.number_of(Scheme.PIC, c.needed(cells, "organisationID"), "organisationID")
    if c.text(cells, "country") not in c.FRANCE:
        raise NoOrganisation("abroad")
    vat = c.number_if_valid(Scheme.VAT, c.text(cells, "vatNumber"))
    name, short = c.readable(c.needed(cells, "name")), c.text(cells, "shortName")
    first, _comma, second = c.text(cells, "geolocation").strip("()").partition(",")
    latitude, longitude = c.degrees(first, "geolocation", 90), c.degrees(second, "geolocation", 180)
    return Facts(
        key=key,
        name=name,
        kind=KINDS.get(c.text(cells, "activityType"), ""),
        scope="entity",
        names=(NameFact(short, NameKind.ACRONYM),) if short and short.casefold() != name.casefold() else (),
        identifiers=((Scheme.PIC, key), *(((Scheme.VAT, vat),) if vat else ())),
        address=c.readable(c.text(cells, "street")),
        postcode=c.text(cells, "postCode"),
        city=c.readable(c.text(cells, "city")),
        country="FR",
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        precision=PositionPrecision.ADDRESS if latitude is not None and longitude is not None else "",
        website=c.website(c.text(cells, "organizationURL")),
        notes=(("eu_projects", c.text(cells, PROJECTS)),),
    )


def dated(cells: Mapping[str, Any]) -> dt.date | None:
    """The day on which the European Commission last changed the row, in the files that say it."""
    try:
        return dt.date.fromisoformat(cells.get(UPDATED, "")[:10])
    except ValueError:
        return None


def _order(row: Row) -> tuple[str, int, str]:
    """Later rows are believed; of the same day, those of later projects."""
    project = row.values["projectID"]
    return row.values.get(UPDATED, ""), len(project), project
