"""Which register is believed first, field by field. Data, so that one can read it and argue about it.

What a person wrote in parvis always wins over every register and is not listed. A register that is missing from a
line is not believed on that field at all.
"""

ROR, RNSR, HOSPITALS, ILAB, HIGHER_EDUCATION = "ror", "rnsr", "hospitals", "ilab", "higher_education"
CROSSWALK, ENTITIES = "crosswalk", "finess_entities"
FINESS, SIRENE, CORDIS, HEALTH_DIRECTORY = "finess", "sirene", "cordis", "annuaire_sante"

UNLISTED = frozenset({CROSSWALK})
"""Our own table of agreements is the source of a number, not a register that knows the organisation."""

DEFAULT = (HIGHER_EDUCATION, RNSR, FINESS, HOSPITALS, ROR, ENTITIES, HEALTH_DIRECTORY, SIRENE, CORDIS, ILAB)

PRECEDENCE: dict[str, tuple[str, ...]] = {
    # A ministry's spelling, then ROR's. FINESS has long names in capitals, which the hospital statistics abbreviate;
    # SIRENE and CORDIS have the name of the legal entity.
    "name": (HIGHER_EDUCATION, ROR, RNSR, ILAB, FINESS, HOSPITALS, ENTITIES, HEALTH_DIRECTORY, SIRENE, CORDIS),
    # ROR calls ministries and research institutes alike "government"; our table tells them apart.
    "kind": (
        CROSSWALK,
        HOSPITALS,
        FINESS,
        ENTITIES,
        HIGHER_EDUCATION,
        RNSR,
        ILAB,
        ROR,
        HEALTH_DIRECTORY,
        SIRENE,
        CORDIS,
    ),
    # SIRENE says by law what has ceased, ROR what has closed; i-Lab does not know.
    "status": (SIRENE, ROR, FINESS, HOSPITALS, ENTITIES, HEALTH_DIRECTORY, RNSR, ILAB),
    # FINESS has coordinates of the address, the hospital statistics of the commune.
    "place": (FINESS, HOSPITALS, ENTITIES, HEALTH_DIRECTORY, HIGHER_EDUCATION, RNSR, SIRENE, ROR, CORDIS, ILAB),
    "position": (FINESS, HIGHER_EDUCATION, SIRENE, HOSPITALS, ROR, CORDIS, RNSR, ILAB),
    "website": (ROR, HIGHER_EDUCATION, RNSR, HEALTH_DIRECTORY, CORDIS, ILAB),
    "founded_year": (RNSR, SIRENE, FINESS),
    "description_fr": (ILAB,),
    "description_en": (),
}

GROUPS: dict[str, tuple[str, ...]] = {
    "place": ("address", "postcode", "city", "commune_id", "department_id", "region_id", "country"),
    "position": ("latitude", "longitude", "position_precision"),
}
"""Fields that are taken together from one register, so that no address is put together from two."""


OWN = "own_"
"""How the codes of tables begin that people of the campus read through a mapping of their own, followed by a number."""


def rank(field: str, source: str) -> int | None:
    """The place of a register for a field, None where it is not believed.

    Tables of one's own are believed on every field, after all registers; of several the first one is believed first.
    """
    order = PRECEDENCE.get(field, DEFAULT)
    if source in order:
        return order.index(source)
    number = source.removeprefix(OWN)
    return len(order) + int(number) if number != source and number.isdecimal() else None
