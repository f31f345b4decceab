"""i-Lab, the national contest for young companies: one prize a row, so one company may have several rows."""

import datetime as dt
import hashlib
import re

from parvis.domain.directory.enums import LinkKind, NameKind, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, LinkFact, NameFact, ParentFact
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers.themes import DEVICES, themes_named

COLUMNS = (
    "dossier",
    "title",
    "summary",
    "award_id",
    "year",
    "type",
    "domain",
    "region_code",
    "siret",
    "siren",
    "company",
    "website",
    "lab_rnsr",
    "health",
)
FIRST_YEAR = 1999
FIRST_STARTUP_YEAR = 2016
"""Whoever won earlier is a company by now, if it still exists; whoever won since is called a start-up."""

MEDICAL_TECHNOLOGY = "Technologies médicales"


def read(cells: c.Cells) -> Facts:
    """The facts of one prize. A row without a name can only add to a company that is known by its SIREN.

    Nothing tells whether the company is alive: many have closed, so the status is "not known".
    """
    c.needed(cells, "year")
    year = c.year(cells, "year", least=FIRST_YEAR) or FIRST_YEAR
    siren, siret = _company_numbers(cells)
    name = c.text(cells, "company")
    project = c.text(cells, "project")
    summary, title = c.text(cells, "summary"), c.text(cells, "title")
    is_health = bool(c.text(cells, "health"))
    return Facts(
        key=_key(cells, year, siren or name),
        name=name,
        kind=OrganisationKind.STARTUP if year >= FIRST_STARTUP_YEAR else OrganisationKind.COMPANY,
        status=Status.UNKNOWN if name else "",
        scope="entity",
        names=(NameFact(project, NameKind.ALIAS),) if _is_other_name(project, name) else (),
        identifiers=(
            *(((Scheme.SIREN, siren),) if siren else ()),
            *(((Scheme.SIRET, siret),) if siret else ()),
        ),
        parents=tuple(_labs(cells)),
        region=c.text(cells, "region_code").lstrip("RD"),
        country="FR",
        website=c.website(cells["website"]),
        links=tuple(_links(cells)),
        description_fr=summary or title,
        themes=_themes(cells, title, summary, is_health=is_health),
        is_health=is_health,
        notes=(
            ("award", f"{year}"),
            *(("grand_prix", f"{year} : {prize}") for prize in (c.text(cells, "grand_prix"),) if prize),
            ("domain", c.text(cells, "domain")),
        ),
    )


def dated(cells: c.Cells) -> dt.date | None:
    """A prize speaks of the company as it was by the end of its year."""
    year = c.year(cells, "year", least=FIRST_YEAR)
    return dt.date(year, 12, 31) if year else None


def _company_numbers(cells: c.Cells) -> tuple[str, str]:
    """SIREN and SIRET; wrong ones (five rows have them) are left out, since the row can do without."""
    siren = c.number_if_valid(Scheme.SIREN, c.text(cells, "siren"))
    siret = c.number_if_valid(Scheme.SIRET, c.text(cells, "siret"))
    if siret and not siren:
        siren = siret[:9]
    return siren, siret if siret.startswith(siren) else ""


def _key(cells: c.Cells, year: int, who: str) -> str:
    """The number of the prize or of the file; rows of 2016 to 2024 have neither and are told apart by content."""
    number = c.text(cells, "award_id") or c.text(cells, "dossier")
    if number:
        return number
    content = "|".join((who, c.text(cells, "type"), c.text(cells, "title"), c.text(cells, "project")))
    if not content.strip("|"):
        content = "|".join((c.text(cells, "region_code"), c.text(cells, "domain")))
    return f"{year}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _is_other_name(project: str, name: str) -> bool:
    return bool(project and name) and project.casefold() != name.casefold()


def _labs(cells: c.Cells) -> list[ParentFact]:
    numbers = (c.number_if_valid(Scheme.RNSR, part) for part in re.split(r"[,;|]", cells["lab_rnsr"]))
    return [ParentFact(RelationKind.ASSOCIATED, ((Scheme.RNSR, number),)) for number in numbers if number]


def _links(cells: c.Cells) -> list[LinkFact]:
    url = c.website(cells.get("scanr_link", ""))
    return [LinkFact(url, LinkKind.REGISTER, "scanR")] if url else []


def _themes(cells: c.Cells, title: str, summary: str, *, is_health: bool) -> tuple[str, ...]:
    found = themes_named(title, summary, is_health=is_health)
    if c.text(cells, "domain") == MEDICAL_TECHNOLOGY and DEVICES not in found:
        found = (*found, DEVICES)
    return found
