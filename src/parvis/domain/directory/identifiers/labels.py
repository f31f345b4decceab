"""Labels of research units: UMR 8520, UMR_S 1142, U 1142.

One unit has several, and one label may name several units over the years; so a label finds candidates, it never joins
records by itself.
"""

import re

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput

_PLAIN = """
CIC CIE CIT EA EE EMR EPR ERI ERL ERM FED FR FRC FRE FRU GDR GDS GRC IFR IRL IRP MSH SF SFR U UA UAR UAS UE ULR UM UMI
UMR UMS UPR UPS UR URU US USC USR UMR_A UMR_B UMR_C UMR_D UMR_E UMR_I UMR_M UMR_MA UMR_MD UMR_S UMR_T UMS_S
"""
KINDS = frozenset(_PLAIN.split())
"""Kinds of units that the national register uses."""

SPELLINGS = {"UMRS": "UMR_S", "UMSS": "UMS_S", "UMRD": "UMR_D", "UMRA": "UMR_A", "UMRE": "UMR_E", "UMRT": "UMR_T"}

_KIND = r"(?:U|[A-Z]{2,4})(?:[\s_-]{0,2}(?:MA|MD|[ABCDEIMST]))?"
_LABEL = re.compile(
    rf"(?:\b(?:CNRS|INSERM|INRAE?|IRD|CEA)[\s_-]+)?\b({_KIND})[\s_.,:-]*(?:(?:CNRS|INSERM|N°)[\s_-]*)*(\d{{1,5}})\b"
)


def clean_label(text: str) -> str:
    """Kind and number with one space between, without leading zeros. 3,472 of 3,524 in the national register.

    The others name two labels at once, no number, or a numbering of one university's own.
    """
    found = _LABEL.fullmatch(text.strip().upper())
    label = _canonical(found[1], found[2]) if found else ""
    if not label:
        raise InvalidInput(_("A lab label is a known kind of unit and its number, as UMR 8520 or U 1142."))
    return label


def split_labels(text: str) -> list[str]:
    """Every label in a text, in its order: "UMR_S 1142 / U 1142; Inserm" gives two."""
    found = (_canonical(kind, number) for kind, number in _LABEL.findall(text.upper()))
    return list(dict.fromkeys(label for label in found if label))


def _canonical(kind: str, number: str) -> str:
    """The label as kept, or nothing for an unknown kind."""
    kind = re.sub(r"[\s_-]+", "_", kind)
    kind = SPELLINGS.get(kind, kind)
    digits = number.lstrip("0")
    return f"{kind} {digits}" if kind in KINDS and digits else ""
