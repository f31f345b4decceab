"""Registers of the world. The figures say how many real, distinct values pass (open data of November 2026)."""

import re

from django.utils.translation import gettext as _
from stdnum import get_cc_module
from stdnum import isni as stdnum_isni
from stdnum.eu import vat as eu_vat

from parvis.core.errors import InvalidInput
from parvis.domain.directory.identifiers.france import compact

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 without I, L, O and U, in which a ROR is written."""


def clean_ror(text: str) -> str:
    """0, six characters of base 32, and their ISO 7064 MOD 97-10 check digits. 4,868 of 4,868."""
    number = re.sub(r"^(https?://)?(www\.)?ror\.org/", "", text.strip().lower()).rstrip("/")
    if not re.fullmatch(rf"0[{CROCKFORD}]{{6}}[0-9]{{2}}", number):
        raise InvalidInput(_("A ROR number has nine characters, the first a zero, as 02vjkv261."))
    value = 0
    for character in number[:7]:
        value = value * 32 + CROCKFORD.index(character)
    if 98 - value * 100 % 97 != int(number[7:]):
        raise InvalidInput(_("This is not a ROR number: its last two digits are wrong. Look for a typing error."))
    return number


def clean_pic(text: str) -> str:
    """Nine digits; the European Commission gives them no check digit. 3,181 of 3,181."""
    number = compact(text)
    if not re.fullmatch(r"[0-9]{9}", number):
        raise InvalidInput(_("A PIC has nine digits."))
    return number


def clean_wikidata(text: str) -> str:
    """Q and a number, without a check digit. 2,575 of 2,575."""
    found = re.fullmatch(
        r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]{0,11})", text.strip(), re.I
    )
    if not found:
        raise InvalidInput(_("A Wikidata number is a Q and digits, as Q273523."))
    return found[1].upper()


def clean_grid(text: str) -> str:
    """The word grid, a number and two hexadecimal digits; how these follow was never published. 2,241 of 2,241."""
    number = text.strip().lower().rsplit("/", 1)[-1]
    if not re.fullmatch(r"grid\.[0-9]{4,6}\.[0-9a-f]{1,2}", number):
        raise InvalidInput(_("A GRID number is written as grid.7429.8."))
    return number


def clean_isni(text: str) -> str:
    """Sixteen characters, ISO 7064 MOD 11-2. 2,106 of 2,106."""
    number = compact(re.sub(r"^(https?://)?(www\.)?isni\.org/(isni/)?", "", text.strip(), flags=re.IGNORECASE))
    if not re.fullmatch(r"[0-9]{15}[0-9X]", number):
        raise InvalidInput(_("An ISNI has sixteen digits, the last of which may be an X."))
    if not stdnum_isni.is_valid(number):
        raise InvalidInput(_("This is not an ISNI: its check digit is wrong. Look for a typing error."))
    return number


def clean_fundref(text: str) -> str:
    """Nine or twelve digits of Crossref's registry of funders, without a check digit. 493 of 493."""
    number = re.sub(r"^(https?://(dx\.)?doi\.org/)?(10\.13039/)?", "", text.strip().lower())
    if not re.fullmatch(r"100[0-9]{6}|501100[0-9]{6}", number):
        raise InvalidInput(_("A FundRef number has nine digits that begin with 100, or twelve that begin with 501100."))
    return number


def clean_vat(text: str) -> str:
    """A country code and that country's number, by its own rule. 2,267 of 2,274 of the European Union.

    Other countries are taken where python-stdnum knows their rule, and refused where it does not.
    """
    number = compact(text)
    country = number[:2]
    if eu_vat.is_valid(number):
        return str(eu_vat.compact(number))
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{2,14}", number):
        raise InvalidInput(_("A VAT number begins with the two letters of its country, as FR40303265045."))
    module = None if country.lower() in eu_vat.MEMBER_STATES else get_cc_module(country.lower(), "vat")
    for form in (number, number[2:]):
        if module is not None and module.is_valid(form):
            return country + str(module.compact(form)).removeprefix(country)
    raise InvalidInput(_("This is not a VAT number of %(country)s. Look for a typing error.") % {"country": country})
