"""Guess what the columns of a table mean, by their names and by what they hold."""

import re
from collections.abc import Callable, Mapping

from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers import is_valid
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.naming import fold
from parvis.domain.registers.importers.cells import website
from parvis.domain.registers.mapping import FIELDS, NUMBERS, SEVERAL, kinds_by_word, year_in
from parvis.domain.registers.tables import Table

MOSTLY = 0.8
"""Share of the values of a column that have to look like the field."""

NAMED: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name",
        "nom",
        "raison sociale",
        "denomination",
        "organisation",
        "organization",
        "structure",
        "etablissement",
        "entreprise",
        "societe",
        "company",
        "institution",
        "libelle",
    ),
    "acronym": ("acronym", "acronyme", "sigle", "short name", "nom court"),
    "aliases": ("alias", "aliases", "other names", "autres noms", "nom commercial", "nom usuel", "enseigne"),
    "key": ("id", "identifiant", "identifier", "key", "cle", "code", "reference", "ref", "numero"),
    Scheme.SIREN: ("siren", "numero siren"),
    Scheme.SIRET: ("siret", "numero siret"),
    Scheme.FINESS: ("finess", "numero finess", "nofinesset", "finess et", "finess geographique"),
    Scheme.FINESS_EJ: ("finess ej", "nofinessej", "finess juridique"),
    Scheme.RNSR: ("rnsr", "code rnsr", "numero rnsr", "numero national de structure"),
    Scheme.ROR: ("ror", "ror id", "identifiant ror"),
    Scheme.UAI: ("uai", "code uai", "numero uai", "rne"),
    Scheme.PIC: ("pic", "pic number", "numero pic"),
    Scheme.WIKIDATA: ("wikidata", "qid"),
    "kind": ("kind", "type", "nature", "categorie", "category"),
    "website": ("website", "site web", "site internet", "web", "url", "homepage", "adresse internet"),
    "address": ("address", "adresse", "rue", "voie", "street"),
    "postcode": ("postcode", "postal code", "zip", "code postal", "cp"),
    "city": ("city", "ville", "commune", "localite", "town", "libelle commune"),
    "insee": ("insee", "code insee", "code commune"),
    "country": ("country", "pays"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "founded_year": (
        "founded",
        "year of foundation",
        "annee de creation",
        "annee creation",
        "date de creation",
        "creation",
    ),
    "description_fr": ("description", "resume", "presentation", "descriptif", "activite"),
    "description_en": ("description en", "english description", "summary"),
}
"""How columns are called, without accents and capitals; the telling names of a field come first."""

BY_CONTENT = (Scheme.SIRET, Scheme.SIREN, Scheme.ROR, Scheme.RNSR, Scheme.UAI, "website")
"""What shows by itself; a FINESS number cannot be told from a SIREN, a postcode not from a commune's code."""

_HUMP = re.compile(r"(?<=[a-zé])(?=[A-Z])")
_COUNTRY = re.compile(r"[A-Za-z]{2}|france", re.IGNORECASE)
_PLACE_CODE = re.compile(r"\d[\dAB]\d{3}")


def guess(table: Table) -> dict[str, str]:
    """By the name of a column, the field that it most likely is; columns of which nothing is known are missing."""
    found: dict[str, str] = {}
    for _rank, _place, column, name in sorted(_candidates(table)):
        if column not in found and (name in SEVERAL or name not in found.values()):
            found[column] = name
    return found


def _candidates(table: Table) -> list[tuple[int, int, str, str]]:
    """Every field that a column may be: how likely (0 is best), the place of the column, its name, the field."""
    found = []
    for place, column in enumerate(table.columns):
        values = table.values_of(column)
        plain = plain_name(column)
        for name in FIELDS:
            looks = not values or share(name, values) >= MOSTLY
            rank = named(plain, name)
            if rank is not None and looks:
                found.append((rank, place, column, name))
            elif values and name in BY_CONTENT and looks:
                found.append((LIKELY, place, column, str(name)))
    return found


LIKELY = 1_000
"""The rank of a field that only the content suggests, behind all that the names do."""

BEGINS = 100
"""The rank of a name that only begins with a name of the field."""


def named(plain: str, name: str) -> int | None:
    """How well the name of a column fits the field, 0 best; None where it does not."""
    known = NAMED[name]
    if plain in known:
        return known.index(plain)
    for place, words in enumerate(known):
        if plain.startswith(f"{words} ") or plain.endswith(f" {words}"):
            return BEGINS + place
    return None


def plain_name(column: str) -> str:
    """The name of a column in small letters without accents, its parts apart: "codePostal" and "Code_postal" alike."""
    return fold(_HUMP.sub(" ", column))


def share(name: str, values: list[str]) -> float:
    """Which share of the values looks like the field."""
    looks = LOOKS.get(name, _anything)
    return sum(looks(value) for value in values) / len(values)


def _anything(_value: str) -> bool:
    return True


def _between(least: float, most: float) -> Callable[[str], bool]:
    def looks(value: str) -> bool:
        try:
            return least <= float(value.replace(",", ".")) <= most
        except ValueError:
            return False

    return looks


def _has_letters(value: str) -> bool:
    return sum(character.isalpha() for character in value) > 1 and "@" not in value


def _of_scheme(scheme: str) -> Callable[[str], bool]:
    return lambda value: is_valid(scheme, value)


LOOKS: Mapping[str, Callable[[str], bool]] = {
    **{str(scheme): _of_scheme(str(scheme)) for scheme in NUMBERS},
    "name": _has_letters,
    "aliases": _has_letters,
    "city": _has_letters,
    "address": _has_letters,
    "kind": lambda value: value in OrganisationKind.values or fold(value) in kinds_by_word(),
    "website": lambda value: "." in value and bool(website(value)) and not value[0].isdigit(),
    "postcode": lambda value: len(value) <= len("99999") and value.isdigit(),
    "insee": lambda value: bool(_PLACE_CODE.fullmatch(value)),
    "country": lambda value: bool(_COUNTRY.fullmatch(value)),
    "latitude": _between(-90, 90),
    "longitude": _between(-180, 180),
    "founded_year": lambda value: _between(1000, 2100)(year_in(value)),
    "key": lambda value: len(value) <= len("a key of at most sixty characters, as the records keep them."),
}
