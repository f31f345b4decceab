"""Which register is believed first, field by field. Data, so that one can read it and argue about it.

What a person wrote in parvis always wins over every register and is not listed. A register that is missing from a
line is not believed on that field at all.
"""

ROR, RNSR, HOSPITALS, ILAB, HIGHER_EDUCATION = "ror", "rnsr", "hospitals", "ilab", "higher_education"
CROSSWALK = "crosswalk"

UNLISTED = frozenset({CROSSWALK})
"""Our own table of agreements is the source of a number, not a register that knows the organisation."""

DEFAULT = (HIGHER_EDUCATION, RNSR, HOSPITALS, ROR, ILAB)

PRECEDENCE: dict[str, tuple[str, ...]] = {
    # A ministry's spelling, then ROR's; the hospital statistics abbreviate in capitals.
    "name": (HIGHER_EDUCATION, ROR, RNSR, ILAB, HOSPITALS),
    # ROR calls ministries and research institutes alike "government"; our table tells them apart.
    "kind": (CROSSWALK, HOSPITALS, HIGHER_EDUCATION, RNSR, ILAB, ROR),
    # ROR says what has closed, and is newer than the others; i-Lab does not know.
    "status": (ROR, HOSPITALS, RNSR, ILAB),
    "place": (HOSPITALS, HIGHER_EDUCATION, RNSR, ROR, ILAB),
    "position": (HIGHER_EDUCATION, HOSPITALS, ROR, RNSR, ILAB),
    "website": (ROR, HIGHER_EDUCATION, RNSR, ILAB),
    "founded_year": (RNSR,),
    "description_fr": (ILAB,),
    "description_en": (),
}

GROUPS: dict[str, tuple[str, ...]] = {
    "place": ("address", "postcode", "city", "commune_id", "department_id", "region_id", "country"),
    "position": ("latitude", "longitude", "position_precision"),
}
"""Fields that are taken together from one register, so that no address is put together from two."""


def rank(field: str, source: str) -> int | None:
    """The place of a register for a field, None where it is not believed."""
    order = PRECEDENCE.get(field, DEFAULT)
    return order.index(source) if source in order else None
