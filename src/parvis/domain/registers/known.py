"""The registers that parvis can import, with what their licences ask us to say."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.registry import SourceInfo, sources
from parvis.domain.registers.importers import (
    annuaire_sante,
    cordis,
    crosswalk,
    finess,
    finess_entities,
    higher_education,
    hospitals,
    ilab,
    rnsr,
    ror,
    ror_dump,
    sirene,
)
from parvis.domain.registers.layouts import is_json
from parvis.domain.registers.objects import read_objects
from parvis.domain.registers.reading import read_rows
from parvis.domain.registers.registry import Layout, Register, importers

OPEN_LICENCE = "Licence Ouverte 2.0"
OPEN_LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MINISTRY = "Ministère de l’Enseignement supérieur et de la Recherche"

THE_CAMPUS = SourceInfo(_("the campus"))
"""The source of what the campus itself put into the directory, without a person who answers for it."""

REGISTERS = (
    Register(
        code="ror",
        short="ROR",
        name=_("ROR, the Research Organization Registry"),
        publisher="Research Organization Registry",
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        url="https://ror.org/",
        about=_("Research organisations of the world; the French ones, with their names, places and parents."),
        columns=ror.COLUMNS,
        read=ror.read,
        layouts=(Layout(knows=is_json, rows=read_objects, read=ror_dump.read),),
        members=("*_schema_v2.json", "v2*.json"),
    ),
    Register(
        code="rnsr",
        short="RNSR",
        name=_("RNSR, the national directory of research structures"),
        publisher=MINISTRY,
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://appliweb.dgri.education.fr/rnsr/",
        about=_("Public research labs with their numbers, their supervising institutions and their fields."),
        columns=rnsr.COLUMNS,
        read=rnsr.read,
    ),
    Register(
        code="hospitals",
        short="SAE",
        name=_("SAE, the annual statistics of health facilities"),
        publisher="DREES",
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://data.drees.solidarites-sante.gouv.fr/",
        about=_("Hospitals and clinics with their FINESS numbers and addresses."),
        columns=hospitals.COLUMNS,
        read=hospitals.read,
        dated=hospitals.dated,
    ),
    Register(
        code="finess",
        short="FINESS",
        name=_("FINESS, the national register of health and social establishments"),
        publisher="Agence du numérique en santé",
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://finess.esante.gouv.fr/",
        about=_("Health and social establishments of all kinds with their numbers, addresses and positions."),
        columns=finess.COLUMNS,
        read=finess.read,
        dated=finess.dated,
        rows=finess.rows,
    ),
    Register(
        code="finess_entities",
        short=_("FINESS (legal entities)"),
        name=_("FINESS, the legal entities that carry the establishments"),
        publisher="Agence du numérique en santé",
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://finess.esante.gouv.fr/",
        about=_("Who answers for hospitals and social establishments before the law, with SIREN and address."),
        columns=finess_entities.COLUMNS,
        read=finess_entities.read,
        dated=finess_entities.dated,
        rows=finess_entities.rows,
    ),
    Register(
        code="annuaire_sante",
        short=_("health directory"),
        name=_("Annuaire Santé, the directory of health organisations"),
        publisher="Agence du numérique en santé",
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://annuaire.esante.gouv.fr/",
        about=_("Organisations of the health directory, as its FHIR interface gives them; no practitioners."),
        columns=(),
        read=annuaire_sante.read,
        dated=annuaire_sante.dated,
        rows=annuaire_sante.rows,
        is_full=False,
    ),
    Register(
        code="sirene",
        short="SIRENE",
        name=_("SIRENE, the national register of companies"),
        publisher="Insee",
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://www.sirene.fr/",
        about=_("Extracts of the national register: legal units and establishments, without natural persons."),
        columns=sirene.COLUMNS,
        read=sirene.read,
        is_full=False,
        repeats=True,
        members=("StockUniteLegale*.csv", "StockEtablissement*.csv"),
        layouts=(
            Layout(knows=is_json, rows=partial(read_objects, within=("results",)), read=sirene.read_found),
            Layout(
                knows=sirene.is_of_establishments,
                rows=partial(read_rows, required=sirene.ESTABLISHMENT_COLUMNS),
                read=sirene.read_establishment,
            ),
        ),
    ),
    Register(
        code="cordis",
        short="CORDIS",
        name=_("CORDIS, the projects of the European research programmes"),
        publisher=_("European Commission"),
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        url="https://cordis.europa.eu/",
        about=_("French organisations that take or took part in European projects, with the number of these."),
        columns=cordis.COLUMNS,
        read=cordis.read,
        dated=cordis.dated,
        rows=cordis.rows,
        members=("organization.csv",),
        is_full=False,
    ),
    Register(
        code="ilab",
        short="i-Lab",
        name=_("i-Lab, the national contest for young innovative companies"),
        publisher=MINISTRY,
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://data.enseignementsup-recherche.gouv.fr/",
        about=_("Prize-winning companies since 1999 with the summaries of their projects; many have closed since."),
        columns=ilab.COLUMNS,
        read=ilab.read,
        dated=ilab.dated,
        repeats=True,
    ),
    Register(
        code="higher_education",
        short=_("higher education"),
        name=_("Identifiers of higher education institutions"),
        publisher=MINISTRY,
        licence=OPEN_LICENCE,
        licence_url=OPEN_LICENCE_URL,
        url="https://data.enseignementsup-recherche.gouv.fr/",
        about=_("Universities and schools with the numbers that other registers give them."),
        columns=higher_education.COLUMNS,
        read=higher_education.read,
    ),
    Register(
        code="crosswalk",
        short=_("agreements"),
        name=_("Table of agreements between registers"),
        publisher="parvis",
        licence="Apache-2.0",
        licence_url="https://www.apache.org/licenses/LICENSE-2.0",
        url="",
        about=_(
            "Numbers of different registers that name the same organisation, found by parvis and checked by people."
        ),
        columns=crosswalk.COLUMNS,
        read=crosswalk.read,
        creates=False,
    ),
)


def declare() -> None:
    """Register them, and the campus itself as a source; calling it twice is harmless."""
    sources.register("campus", THE_CAMPUS)
    for register in REGISTERS:
        importers.register(register.code, register)
        sources.register(register.code, SourceInfo(register.short, register.url, register.licence))
