"""The table of agreements: which numbers of different registers name the same organisation.

Registers that share no number cannot be joined by numbers alone: ROR knows neither SIREN nor FINESS nor RNSR. The rows
of legal entities and hospitals were each checked against names and places in the registers themselves; those of labs
were found by the engine and by names that agree (`tools/agreements.py`), and read in samples. The table adds numbers to
organisations, and says what some public bodies are: ROR calls ministries and research institutes alike "government".
"""

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.directory.enums import Scheme
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, Scope
from parvis.domain.registers.importers import cells as c

NUMBERS = (
    (Scheme.SIREN, "siren"),
    (Scheme.UAI, "uai"),
    (Scheme.FINESS, "finess"),
    (Scheme.FINESS_EJ, "finess_ej"),
    (Scheme.RNSR, "rnsr"),
)
COLUMNS = ("ror", "kind", "siren", "uai", "finess", "finess_ej")
"""Without these a file is none of this register; "rnsr" may lack."""


def read(cells: c.Cells) -> Facts:
    """The numbers of one organisation, found by its ROR number."""
    key = c.number_of(Scheme.ROR, c.needed(cells, "ror"), "ror")
    found = [(str(Scheme.ROR), key)]
    for scheme, column in NUMBERS:
        found += [(str(scheme), c.number_of(scheme, value, column)) for value in c.several(cells, column)]
    kind = c.text(cells, "kind")
    if kind and kind not in OrganisationKind.values:
        raise SourceRecordError(_("“%(value)s” is not a kind of organisation.") % {"value": kind[:40]}, column="kind")
    if len(found) == 1 and not kind:
        raise SourceRecordError(_("The row names no second number."), column="siren")
    is_part = c.text(cells, "finess") or c.text(cells, "rnsr")
    scope: Scope = "" if is_part else "entity"
    return Facts(key=key, kind=kind, scope=scope, identifiers=tuple(found))
