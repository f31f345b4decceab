"""The table of agreements: which numbers of different registers name the same organisation, checked by hand.

Registers that share no number cannot be joined by numbers alone: ROR knows neither SIREN nor FINESS. Each row of this
table was checked against the names and places in the registers themselves. It adds numbers to organisations, and says
what some public bodies are: ROR calls ministries and research institutes alike "government".
"""

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.directory.enums import Scheme
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.facts import Facts, Scope
from parvis.domain.registers.importers import cells as c

NUMBERS = ((Scheme.SIREN, "siren"), (Scheme.UAI, "uai"), (Scheme.FINESS, "finess"), (Scheme.FINESS_EJ, "finess_ej"))
COLUMNS = ("ror", "kind", *(column for _scheme, column in NUMBERS))


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
    scope: Scope = "" if c.text(cells, "finess") else "entity"
    return Facts(key=key, kind=kind, scope=scope, identifiers=tuple(found))
