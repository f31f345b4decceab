"""Check and tidy the single-valued fields of an organisation; every sentence is for whoever typed the value."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from parvis.core import clock
from parvis.core.errors import InvalidInput
from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.places import HOME, derived_place
from parvis.domain.reference.enums import OrganisationKind, Stage
from parvis.domain.reference.models import Commune, Sector, Theme
from parvis.domain.reference.selectors.territories import find_commune

LONGEST_DESCRIPTION = 5000
FIRST_YEAR = 1000

is_url = URLValidator(schemes=["http", "https"])


def clean_values(values: Mapping[str, Any], organisation: Organisation | None = None) -> dict[str, Any]:
    """The values as the model holds them, with what follows from them: a place gives department, region and position.

    A value that stays as a register wrote it is not judged. `themes` stays a list of themes. Raises InvalidInput with
    the sentences for each field.
    """
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, value in values.items():
        if organisation is not None and name in PLAIN and str(value or "") == str(getattr(organisation, name) or ""):
            cleaned[name] = getattr(organisation, name)
            continue
        try:
            cleaned[name] = CLEANERS[name](value)
        except InvalidInput as error:
            errors[name] = [str(error)]
    if not errors:
        try:
            cleaned |= derived_place(cleaned, organisation)
            cleaned |= _derived_stage(cleaned, organisation)
        except InvalidInput as error:
            errors |= error.fields
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)
    return cleaned


def _line(longest: int, *, required: bool = False) -> Callable[[Any], str]:
    def clean(value: object) -> str:
        text = " ".join(str(value or "").split())
        if required and not text:
            raise InvalidInput(_("This field is required."))
        if len(text) > longest:
            raise InvalidInput(_("At most %(count)d characters.") % {"count": longest})
        return text

    return clean


def _text(value: object) -> str:
    text = str(value or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_DESCRIPTION:
        raise InvalidInput(_("At most %(count)d characters.") % {"count": LONGEST_DESCRIPTION})
    return text


def _one_of(options: Iterable[str], *, or_none: bool = False) -> Callable[[Any], str]:
    known = frozenset(options)

    def clean(value: object) -> str:
        text = str(value or "")
        if text in known or (or_none and not text):
            return text
        raise InvalidInput(_("Choose one of the options."))

    return clean


def _year(value: object) -> int | None:
    text = str(value or "").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= clock.today().year + 1:
        raise InvalidInput(_("Give a year in four digits, not in the future."))
    return int(text)


def clean_url(value: object, *, longest: int = 500) -> str:
    """An http address, with the scheme that people leave out."""
    text = str(value or "").strip()
    if not text:
        return ""
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        is_url(text)
    except ValidationError as error:
        raise InvalidInput(_("This is not an address on the web. It begins with https:// or http://.")) from error
    if len(text) > longest:
        raise InvalidInput(_("At most %(count)d characters.") % {"count": longest})
    return text


def _country(value: object) -> str:
    code = str(value or HOME).strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise InvalidInput(_("Give the two letters of the country, as FR or BE."))
    return code


def _coordinate(most: float) -> Callable[[Any], float | None]:
    def clean(value: object) -> float | None:
        text = str("" if value is None else value).strip().replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError as error:
            raise InvalidInput(_("Give a number in degrees, as 48.8566.")) from error
        if not -most <= number <= most:
            raise InvalidInput(_("Give a number from −%(most)d to %(most)d.") % {"most": most})
        return round(number, 6)

    return clean


def _commune(value: object) -> Commune | None:
    if not value:
        return None
    commune = find_commune(code=str(value.pk if isinstance(value, Commune) else value))
    if commune is None:
        raise InvalidInput(_("There is no commune with this code."))
    return commune


def _sector(value: object) -> Sector | None:
    if not value:
        return None
    sector = Sector.objects.filter(pk=str(value.pk if isinstance(value, Sector) else value)).first()
    if sector is None:
        raise InvalidInput(_("There is no sector with this code."))
    return sector


def _themes(value: Iterable[Any] | None) -> list[Theme]:
    codes = {item.code if isinstance(item, Theme) else str(item) for item in value or ()}
    themes = list(Theme.objects.filter(code__in=codes).order_by("position", "pk"))
    if len(themes) != len(codes):
        raise InvalidInput(_("Choose among the themes."))
    return themes


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": _line(300, required=True),
    "kind": _one_of(OrganisationKind.values),
    "status": _one_of(Status.values),
    "stage": _one_of(Stage.values, or_none=True),
    "founded_year": _year,
    "description_fr": _text,
    "description_en": _text,
    "website": lambda value: clean_url(value, longest=300),
    "address": _line(300),
    "postcode": _line(10),
    "city": _line(120),
    "country": _country,
    "commune": _commune,
    "latitude": _coordinate(90),
    "longitude": _coordinate(180),
    "sector": _sector,
    "themes": _themes,
    "logo": lambda value: value,
}

PLAIN = frozenset(CLEANERS) - {"themes", "sector", "commune", "logo", "latitude", "longitude"}
"""Fields whose present value can be compared with what was typed."""


def _derived_stage(cleaned: Mapping[str, Any], organisation: Organisation | None) -> dict[str, Any]:
    """Only start-ups have a stage: it goes when the kind changes."""
    kind = cleaned.get("kind", organisation.kind if organisation else "")
    if kind == OrganisationKind.STARTUP or not {"kind", "stage"} & set(cleaned):
        return {}
    if cleaned.get("stage"):
        sentence = _("Only a start-up has a stage.")
        raise InvalidInput(sentence, {"stage": [sentence]})
    return {"stage": ""}
