"""RNSR, the national directory of public research structures: labs, teams, federations."""

import re

from parvis.domain.directory.enums import NameKind, RelationKind, Scheme, Status
from parvis.domain.directory.identifiers import split_labels
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, NameFact, ParentFact
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.importers.themes import themes_named

COLUMNS = (
    "numero_national_de_structure",
    "libelle",
    "sigle",
    "annee_de_creation",
    "type_de_structure",
    "site_web",
    "adresse",
    "code_postal",
    "commune",
    "label_numero",
    "tutelles",
    "uai_des_tutelles",
    "siret_des_tutelles",
    "code_de_type_de_tutelle",
    "numero_de_structure_parent",
    "domaine_scientifique",
    "panel_erc",
)

KINDS = {
    "Groupements de Recherche": OrganisationKind.RESEARCH,
    "Groupements d'Intérêt scientifique": OrganisationKind.RESEARCH,
    "Groupements d'Intérêt Public": OrganisationKind.RESEARCH,
    "Collaborations internationales de recherche": OrganisationKind.RESEARCH,
    "Société privée": OrganisationKind.RESEARCH,
    "Fondations de coopération scientifique": OrganisationKind.ASSOCIATION,
}
"""What is not a lab; units, teams and federations of labs are."""

UNKNOWN_YEAR = 1800
"""What the register writes where it does not know when a structure was created."""

WRONG_NUMBERS = frozenset({"26390006000017"})
"""SIRETs that the register gives to the wrong body: this one, said to be the Centre Léon-Bérard of Lyon, is the number
of a hospital of the same name in the Jura."""

HEALTH = "Biologie, médecine et santé"
TIES = {"TUTE": RelationKind.SUPERVISION, "PART": RelationKind.ASSOCIATED}


def read(cells: c.Cells) -> Facts:
    """The facts of one structure. Its supervising bodies are parents by SIRET and UAI, never by name."""
    key = c.number_of(Scheme.RNSR, c.needed(cells, "numero_national_de_structure"), "numero_national_de_structure")
    acronym = c.text(cells, "sigle")
    name = c.readable(c.needed(cells, "libelle").lstrip("• "), frozenset(acronym.split()))
    founded = c.year(cells, "annee_de_creation", least=UNKNOWN_YEAR)
    domains = c.several(cells, "domaine_scientifique", ";")
    is_abroad = not re.fullmatch(r"\d{5}|", c.text(cells, "code_postal"))
    return Facts(
        key=key,
        name=name,
        kind=KINDS.get(c.text(cells, "type_de_structure"), OrganisationKind.LAB),
        status=Status.ACTIVE,
        scope="unit",
        names=(NameFact(acronym, NameKind.ACRONYM),) if acronym and acronym != name else (),
        identifiers=((Scheme.RNSR, key), *((Scheme.LABEL, label) for label in labels(cells))),
        parents=(*_supervisors(cells), *_wholes(cells, key)),
        address=c.readable(c.text(cells, "adresse")),
        postcode="" if is_abroad else c.text(cells, "code_postal"),
        city=c.readable(c.text(cells, "commune")),
        country="" if is_abroad else "FR",
        website=c.website(cells["site_web"]),
        themes=themes_named(name, is_health=HEALTH in domains),
        founded_year=None if founded == UNKNOWN_YEAR else founded,
        is_health=HEALTH in domains,
        notes=(
            *(("domain", domain) for domain in domains),
            *(("panel", panel.split(" : ")[0]) for panel in c.several(cells, "panel_erc", ";")),
        ),
    )


def labels(cells: c.Cells) -> list[str]:
    """The numbers that its supervisors gave to the lab (UMR 8520, U 1142), each once.

    >>> labels({"label_numero": "UMR_S 1142; UMR_S 1142;;UMRS  0007 "})
    ['UMR_S 1142', 'UMR_S 7']
    """
    return split_labels(cells["label_numero"])


def _supervisors(cells: c.Cells) -> list[ParentFact]:
    def parts(column: str) -> list[str]:
        return [part.strip() for part in cells[column].split(";")]

    sirets, kinds, names = parts("siret_des_tutelles"), parts("code_de_type_de_tutelle"), parts("tutelles")
    codes = parts("uai_des_tutelles")
    codes += [""] * (len(sirets) - len(codes))
    found = []
    for typed_siret, kind, name, typed_uai in zip(sirets, kinds, names, codes, strict=False):
        siret = "" if typed_siret in WRONG_NUMBERS else c.number_if_valid(Scheme.SIRET, typed_siret)
        numbers = [(str(Scheme.SIRET), siret), (str(Scheme.SIREN), siret[:9])] if siret else []
        uai = c.number_if_valid(Scheme.UAI, typed_uai)
        numbers += [(str(Scheme.UAI), uai)] if uai else []
        if numbers and kind in TIES:
            found.append(ParentFact(TIES[kind], tuple(numbers), c.text({"name": name}, "name")))
    return found


def _wholes(cells: c.Cells, key: str) -> list[ParentFact]:
    """The structures that it is part of; the register lists some as parts of themselves, which says nothing."""
    column = "numero_de_structure_parent"
    numbers = (c.number_if_valid(Scheme.RNSR, value) for value in c.several(cells, column, ";"))
    return [ParentFact(RelationKind.PART, ((Scheme.RNSR, number),)) for number in numbers if number and number != key]
