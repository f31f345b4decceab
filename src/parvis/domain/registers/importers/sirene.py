"""SIRENE, the national register of companies: the stock files of legal units and of establishments, by their columns.

The whole register has tens of millions of rows; what is imported is an extract of it, so a record that is missing has
not left the register. Natural persons are left out, and so is what must not be published.
"""

from collections.abc import Mapping
from typing import Any

from parvis.domain.directory.enums import NameKind, PositionPrecision, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.registry import NoOrganisation

COLUMNS = (
    "siren",
    "statutDiffusionUniteLegale",
    "dateCreationUniteLegale",
    "sigleUniteLegale",
    "etatAdministratifUniteLegale",
    "denominationUniteLegale",
    "denominationUsuelle1UniteLegale",
    "categorieJuridiqueUniteLegale",
    "nicSiegeUniteLegale",
)
"""Of StockUniteLegale."""

ESTABLISHMENT_COLUMNS = (
    "siren",
    "siret",
    "statutDiffusionEtablissement",
    "etablissementSiege",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "libelleCommuneEtablissement",
    "codeCommuneEtablissement",
    "etatAdministratifEtablissement",
    "enseigne1Etablissement",
    "denominationUsuelleEtablissement",
)
"""Of StockEtablissement."""

STREET = ESTABLISHMENT_COLUMNS[4:8]
PUBLIC, HIDDEN = "O", "[ND]"
NATURAL_PERSON = "1000"
STATUS = {"A": Status.ACTIVE, "C": Status.CLOSED, "F": Status.CLOSED}

KINDS = (
    ("7364", OrganisationKind.HOSPITAL),
    ("7383", OrganisationKind.UNIVERSITY),
    ("71", OrganisationKind.AUTHORITY),
    ("72", OrganisationKind.AUTHORITY),
    ("92", OrganisationKind.ASSOCIATION),
    ("93", OrganisationKind.ASSOCIATION),
    ("5", OrganisationKind.COMPANY),
)
"""How legal categories of the national statistics office begin, and what we call such bodies; others say too little."""


def is_of_establishments(head: str) -> bool:
    """True for the file of establishments, by its header."""
    header = head.partition("\n")[0]
    return "siret" in header and "etablissementSiege" in header


def read(cells: c.Cells) -> Facts:
    """The facts of one legal unit."""
    refuse_hidden(c.text(cells, "statutDiffusionUniteLegale"), c.text(cells, "categorieJuridiqueUniteLegale"))
    siren = c.number_of(Scheme.SIREN, c.needed(cells, "siren"), "siren")
    name = c.readable(c.needed(cells, "denominationUniteLegale"))
    siret = c.number_if_valid(Scheme.SIRET, f"{siren}{c.text(cells, 'nicSiegeUniteLegale')}")
    usual = c.readable(c.text(cells, "denominationUsuelle1UniteLegale"))
    return Facts(
        key=siren,
        name=name,
        kind=kind_of(c.text(cells, "categorieJuridiqueUniteLegale")),
        status=STATUS.get(c.text(cells, "etatAdministratifUniteLegale"), ""),
        scope="entity",
        names=names(name, usual, c.text(cells, "sigleUniteLegale")),
        identifiers=((Scheme.SIREN, siren), *(((Scheme.SIRET, siret),) if siret else ())),
        country="FR",
        founded_year=founded(c.text(cells, "dateCreationUniteLegale")),
    )


def read_establishment(cells: c.Cells) -> Facts:
    """The facts of one establishment. A seat is the legal unit itself and says where that is.

    Others are parts of the unit; they do not carry its SIREN, by which it would be taken for one of them.
    """
    refuse_hidden(c.text(cells, "statutDiffusionEtablissement"), "")
    siret = c.number_of(Scheme.SIRET, c.needed(cells, "siret"), "siret")
    siren = c.number_of(Scheme.SIREN, c.needed(cells, "siren"), "siren")
    is_seat = c.text(cells, "etablissementSiege").lower() == "true"
    usual, sign = (
        c.readable(c.text(cells, column)) for column in ("denominationUsuelleEtablissement", "enseigne1Etablissement")
    )
    return Facts(
        key=siret,
        name=usual or sign,
        status="" if is_seat else STATUS.get(c.text(cells, "etatAdministratifEtablissement"), ""),
        scope="entity" if is_seat else "establishment",
        names=names(usual, sign, ""),
        identifiers=((Scheme.SIRET, siret), *(((Scheme.SIREN, siren),) if is_seat else ())),
        parents=() if is_seat else (ParentFact(RelationKind.PART, ((Scheme.SIREN, siren),)),),
        address=c.readable(" ".join(part for column in STREET if (part := c.text(cells, column)))),
        postcode=c.text(cells, "codePostalEtablissement"),
        city=c.readable(c.text(cells, "libelleCommuneEtablissement")),
        insee=c.text(cells, "codeCommuneEtablissement"),
        country="FR" if c.text(cells, "codeCommuneEtablissement") else "",
    )


def read_found(said: Mapping[str, Any]) -> Facts:
    """The facts of one company in an answer of the public search (recherche-entreprises.api.gouv.fr), with its seat.

    The names of its directors, which the answer holds too, are not read.
    """
    seat = c.within(said, "siege")
    refuse_hidden(c.word(said, "statut_diffusion") or PUBLIC, c.word(said, "nature_juridique"))
    if c.within(said, "complements").get("est_entrepreneur_individuel") is True:
        raise NoOrganisation("natural_person")
    texts = {column: c.word(said, column) for column in ("siren", "nom_raison_sociale", "nom_complet")}
    if HIDDEN in texts.values() or "NON-DIFFUSIBLE" in texts["nom_complet"]:
        raise NoOrganisation("not_public")
    siren = c.number_of(Scheme.SIREN, c.needed(texts, "siren"), "siren")
    name = c.readable(texts["nom_raison_sociale"] or c.needed(texts, "nom_complet"))
    siret = c.number_if_valid(Scheme.SIRET, c.word(seat, "siret"))
    latitude = c.degrees(c.word(seat, "latitude"), "latitude", 90)
    longitude = c.degrees(c.word(seat, "longitude"), "longitude", 180)
    street = ("numero_voie", "indice_repetition", "type_voie", "libelle_voie")
    return Facts(
        key=siren,
        name=name,
        kind=kind_of(c.word(said, "nature_juridique")),
        status=STATUS.get(c.word(said, "etat_administratif"), ""),
        scope="entity",
        names=names(name, c.readable(c.word(seat, "nom_commercial")), c.word(said, "sigle")),
        identifiers=((Scheme.SIREN, siren), *(((Scheme.SIRET, siret),) if siret else ())),
        address=c.readable(" ".join(part for column in street if (part := c.word(seat, column)))),
        postcode=c.word(seat, "code_postal"),
        city=c.readable(c.word(seat, "libelle_commune")),
        insee=c.word(seat, "commune"),
        country="FR" if c.word(seat, "commune") else "",
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        precision=PositionPrecision.ADDRESS if latitude is not None and longitude is not None else "",
        founded_year=founded(c.word(said, "date_creation")),
    )


def refuse_hidden(diffusion: str, category: str) -> None:
    """Raise NoOrganisation for a natural person, and for what is not, or only in part, open to everybody."""
    if category == NATURAL_PERSON:
        raise NoOrganisation("natural_person")
    if diffusion != PUBLIC:
        raise NoOrganisation("not_public")


def kind_of(category: str) -> str:
    """Our kind for a legal category; empty where that does not say."""
    return next((kind for start, kind in KINDS if category.startswith(start)), "")


def names(name: str, usual: str, acronym: str) -> tuple[NameFact, ...]:
    """Further names: the one in use, and the acronym."""
    found = [NameFact(usual, NameKind.ALIAS)] if usual and usual != name and usual != HIDDEN else []
    if acronym and acronym not in (name, HIDDEN):
        found.append(NameFact(acronym, NameKind.ACRONYM))
    return tuple(found)


def founded(day: str) -> int | None:
    """The year of a day; None for none, and for 1900-01-01, by which the register says that it does not know."""
    year = day[:4]
    return int(year) if year.isascii() and year.isdigit() and int(year) > UNKNOWN_YEAR else None


UNKNOWN_YEAR = 1900
