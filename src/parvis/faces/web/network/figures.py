"""Values of indicators as people read them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.domain.insight.definitions import CALENDAR, LEAST, PARTS, Unit
from parvis.domain.insight.selectors.indicators import Reading
from parvis.faces.web.design.tags import figure


def is_told(reading: Reading | None) -> bool:
    """Whether there is a number to be told."""
    return reading is not None and reading.value is not None


def value_in_words(unit: Unit, reading: Reading | None) -> str:
    """The value with its unit; a sentence where there is none to tell."""
    if reading is None:
        return _("not kept yet")
    if reading.is_small:
        return _("fewer than %(number)s") % {"number": LEAST}
    value = reading.value
    if value is None:
        return _("nothing to count yet")
    if unit == Unit.SHARE:
        return _("%(number)s%%") % {"number": number_format(100 * value, 1, use_l10n=True)}
    if unit == Unit.DAYS:
        number = number_format(value, 1, use_l10n=True)
        return ngettext("%(number)s day", "%(number)s days", 1 if value == 1 else 2) % {"number": number}
    if unit == Unit.MEAN:
        return number_format(value, 1, use_l10n=True)
    return figure(int(value))


def parts_in_words(reading: Reading) -> list[tuple[str, str]]:
    """The figures of a reading with their names, in the order in which they are declared; a year is no number."""
    parts = [(part, label, reading.parts[part]) for part, label in PARTS.items() if part in reading.parts]
    return [(str(label), str(number) if part in CALENDAR else figure(number)) for part, label, number in parts]
