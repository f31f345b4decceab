"""Companies by their number, for forms that ask for one."""

from parvis.base.forms.registry import Company
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers.france import siren_of_siret
from parvis.domain.directory.models import Organisation

SIREN_DIGITS = 9


def company_with(number: str) -> Company | None:
    """The organisation with this SIREN or SIRET; None where none has it, or several do."""
    pairs = [(Scheme.SIREN, number)]
    if len(number) > SIREN_DIGITS:
        pairs = [(Scheme.SIRET, number), (Scheme.SIREN, siren_of_siret(number))]
    for scheme, value in pairs:
        found = list(
            Organisation.objects.filter(
                merged_into=None, identifiers__scheme=scheme, identifiers__value=value
            ).distinct()[:2]
        )
        if len(found) == 1:
            return Company(found[0].name, found[0].city, found[0].get_absolute_url())
    return None
