"""French registers. The figures say how many real, distinct values pass (open data of November 2026)."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import luhn
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret
from stdnum.fr import tva

from parvis.core.errors import InvalidInput
from parvis.domain.directory.enums import Scheme

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""The 23 check letters of the ministries of education and research: neither I, nor O, nor Q."""

LA_POSTE = "356000000"

KNOWN_EXCEPTIONS = {
    Scheme.SIRET: gettext_lazy(
        "The establishments of La Poste (SIREN 356 000 000): the sum of the digits is a multiple of five."
    ),
}

_SPACES = re.compile(r"[\s.\u00a0\u202f-]+")


def compact(text: str) -> str:
    """The text without spaces, dots and hyphens, in capitals."""
    return _SPACES.sub("", text).upper()


def clean_siren(text: str) -> str:
    """Nine digits, Luhn. 2,869 of 2,873; the others are three New Caledonian RIDETs and one number of eight digits."""
    number = compact(text)
    if stdnum_siret.is_valid(number):
        raise InvalidInput(_("This is a SIRET; the SIREN is its first nine digits."))
    if not re.fullmatch(r"[0-9]{9}", number):
        raise InvalidInput(_("A SIREN has nine digits."))
    if not stdnum_siren.is_valid(number):
        raise InvalidInput(_("This is not a SIREN: its check digit is wrong. Look for a typing error."))
    return number


def clean_siret(text: str) -> str:
    """SIREN and five digits, Luhn over all, La Poste apart. 5,021 of 5,068; 46 are SIRENs, one has a typing error."""
    number = compact(text)
    if stdnum_siren.is_valid(number):
        raise InvalidInput(_("This is a SIREN; a SIRET has five more digits, those of one establishment."))
    if not re.fullmatch(r"[0-9]{14}", number):
        raise InvalidInput(_("A SIRET has fourteen digits."))
    if not stdnum_siret.is_valid(number):
        raise InvalidInput(_("This is not a SIRET: its check digit is wrong. Look for a typing error."))
    return number


def siren_of_siret(siret: str) -> str:
    """The legal entity of an establishment."""
    return siret[:9]


def vat_of_siren(siren: str) -> str:
    """The French VAT number that follows from a SIREN; it exists whether or not the organisation pays VAT."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def siren_of_vat(vat: str) -> str:
    """The SIREN in a French VAT number, or nothing for another country's and for Monaco's."""
    return vat[4:] if tva.is_valid(vat) and stdnum_siren.is_valid(vat[4:]) and vat[4:7] != "000" else ""


def _check_letter(number: str) -> bool:
    return LETTERS[int(number[:-1]) % 23] == number[-1]


def clean_rnsr(text: str) -> str:
    """Nine digits, most often a year and a serial number, and their letter modulo 23. 6,206 of 6,206."""
    number = compact(text)
    if not re.fullmatch(r"[0-9]{9}[A-Z]", number):
        raise InvalidInput(_("A RNSR number has nine digits and a letter, as 199812849E."))
    if not _check_letter(number):
        raise InvalidInput(_("This is not a RNSR number: its letter is wrong. Look for a typing error."))
    return number


def clean_uai(text: str) -> str:
    """Seven digits, and their letter modulo 23. 291 of 291."""
    number = compact(text)
    if not re.fullmatch(r"[0-9]{7}[A-Z]", number):
        raise InvalidInput(_("An UAI has seven digits and a letter, as 0753639Y."))
    if not _check_letter(number):
        raise InvalidInput(_("This is not an UAI: its letter is wrong. Look for a typing error."))
    return number


def clean_finess(text: str) -> str:
    """Nine characters, Luhn with A read as 1 and B as 2 for Corsica. 4,289 of 4,289 sites, 2,176 of 2,176 entities."""
    number = compact(text)
    if not re.fullmatch(r"[0-9]{9}|2[AB][0-9]{7}", number):
        raise InvalidInput(_("A FINESS number has nine digits; for Corsica it begins with 2A or 2B."))
    if not luhn.is_valid(number.replace("A", "1").replace("B", "2")):
        raise InvalidInput(_("This is not a FINESS number: its check digit is wrong. Look for a typing error."))
    return number


def clean_idref(text: str) -> str:
    """Eight digits and a check character modulo 11, X for ten. 148 of 148."""
    number = compact(re.sub(r"^https?://(www\.)?idref\.fr/", "", text.strip(), flags=re.IGNORECASE))
    if not re.fullmatch(r"[0-9]{8}[0-9X]", number):
        raise InvalidInput(_("An IdRef number has eight digits, then a digit or X, as 027918459."))
    total = sum(int(digit) * weight for digit, weight in zip(number[:8], range(9, 1, -1), strict=True))
    if number[8] != "0123456789X"[-total % 11]:
        raise InvalidInput(_("This is not an IdRef number: its check character is wrong. Look for a typing error."))
    return number
