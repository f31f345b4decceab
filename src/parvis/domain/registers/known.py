"""The registers that parvis can import, with what their licences ask us to say."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.registry import SourceInfo, sources
from parvis.domain.registers.importers import crosswalk, higher_education, hospitals, ilab, rnsr, ror
from parvis.domain.registers.registry import Register, importers

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
        about=_("Numbers of different registers that name the same organisation, checked by hand."),
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
