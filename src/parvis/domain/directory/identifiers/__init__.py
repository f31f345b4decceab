"""Numbers of registers: their one written form, their check digits, how they are shown and where they lead.

Each rule was run over the real values of the open data; docs/reference/identifiers.md holds the figures and what was
refused. Nothing is guessed: a missing leading zero is refused, because the check digit could not tell it from a typo.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers import france, labels, world

Cleaner = Callable[[str], str]

CLEANERS: dict[str, Cleaner] = {
    Scheme.SIREN: france.clean_siren,
    Scheme.SIRET: france.clean_siret,
    Scheme.ROR: world.clean_ror,
    Scheme.RNSR: france.clean_rnsr,
    Scheme.FINESS: france.clean_finess,
    Scheme.FINESS_EJ: france.clean_finess,
    Scheme.UAI: france.clean_uai,
    Scheme.PIC: world.clean_pic,
    Scheme.VAT: world.clean_vat,
    Scheme.WIKIDATA: world.clean_wikidata,
    Scheme.GRID: world.clean_grid,
    Scheme.ISNI: world.clean_isni,
    Scheme.FUNDREF: world.clean_fundref,
    Scheme.IDREF: france.clean_idref,
    Scheme.LABEL: labels.clean_label,
}

PAGES: dict[str, str] = {
    Scheme.SIREN: "https://annuaire-entreprises.data.gouv.fr/entreprise/{}",
    Scheme.SIRET: "https://annuaire-entreprises.data.gouv.fr/etablissement/{}",
    Scheme.ROR: "https://ror.org/{}",
    Scheme.RNSR: "https://appliweb.dgri.education.fr/rnsr/PresenteStruct.jsp?numNatStruct={}&PUBLIC=OK",
    Scheme.PIC: "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/how-to-participate/org-details/{}",
    Scheme.WIKIDATA: "https://www.wikidata.org/wiki/{}",
    Scheme.ISNI: "https://isni.org/isni/{}",
    Scheme.FUNDREF: "https://doi.org/10.13039/{}",
    Scheme.IDREF: "https://www.idref.fr/{}",
}
"""Registers with a public page for each number; the others have none that lasts."""

GROUPS: dict[str, tuple[int, ...]] = {Scheme.SIREN: (3, 3, 3), Scheme.SIRET: (3, 3, 3, 5), Scheme.ISNI: (4, 4, 4, 4)}


def clean(scheme: str, text: str) -> str:
    """The one written form of a number of the register, its check digits verified.

    Raises InvalidInput with a sentence for whoever typed it.
    """
    cleaner = CLEANERS.get(scheme)
    if cleaner is None:
        raise InvalidInput(_("There is no register named “%(name)s”.") % {"name": scheme})
    if not text.strip():
        raise InvalidInput(_("Give a number."))
    return cleaner(text)


def is_valid(scheme: str, text: str) -> bool:
    """True when `clean` takes it."""
    try:
        clean(scheme, text)
    except InvalidInput:
        return False
    return True


def readings(text: str, schemes: Iterable[str] = tuple(CLEANERS)) -> list[tuple[str, str]]:
    """Every (register, number) that the text can be: what someone typed in a search box may be a SIREN or an UAI."""
    found = []
    for scheme in schemes:
        try:
            found.append((scheme, clean(scheme, text)))
        except InvalidInput:
            continue
    return found


def display(scheme: str, value: str) -> str:
    """The number as people read it: 552 100 554."""
    sizes = GROUPS.get(scheme)
    if not sizes or sum(sizes) != len(value):
        return value
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return " ".join(value[end - size : end] for end, size in zip(ends, sizes, strict=True))


def url_of(scheme: str, value: str) -> str:
    """The register's public page about the number, or nothing where there is none."""
    page = PAGES.get(scheme)
    return page.format(value) if page else ""


siren_of_siret = france.siren_of_siret
siren_of_vat = france.siren_of_vat
vat_of_siren = france.vat_of_siren
split_labels = labels.split_labels
known_exceptions = france.KNOWN_EXCEPTIONS
"""By register, rules or values that break the check digit and are right all the same."""
