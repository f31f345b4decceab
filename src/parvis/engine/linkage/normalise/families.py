"""Families of hospitals and of what belongs to them: a name of one family is rarely a name of another."""

from collections.abc import Sequence

FAMILIES: dict[str, frozenset[str]] = {
    "university hospital": frozenset({"chu", "chru", "chr", "ghu", "aphp", "aphm", "hcl"}),
    "general hospital": frozenset({"ch", "chi", "gh", "ght"}),
    "psychiatry": frozenset({"chs", "epsm", "cmp", "cmpp", "cattp", "psychiatrie", "psychiatrique"}),
    "day hospital": frozenset({"hdj"}),
    "long stay": frozenset({"usld", "ehpad", "retraite", "ssr", "smr", "rehabilitation"}),
    "home care": frozenset({"had"}),
    "emergency": frozenset({"smur", "samu"}),
    "clinic": frozenset({"clinique", "polyclinique"}),
    "cancer centre": frozenset({"clcc"}),
    "military hospital": frozenset({"hia"}),
    "laboratory": frozenset({"lbm", "laboratoire"}),
    "dialysis": frozenset({"dialyse", "hemodialyse"}),
    "dental care": frozenset({"dentaire", "dentaires", "odontologie", "odonto"}),
    "maternity": frozenset({"maternite", "perinatal", "planification", "cpef", "obstetrical", "pmi"}),
    "screening": frozenset({"cegidd", "cidag", "cdag", "ciddist", "depistage", "clat", "vaccination"}),
    "training": frozenset({"ifsi", "ifas", "formation"}),
    "nursery": frozenset({"creche"}),
    "prison": frozenset({"ucsa", "smpr", "uhsi", "uhsa"}),
    "palliative care": frozenset({"usp", "palliatifs", "palliatif"}),
}
_MASKS = {word: 1 << bit for bit, words in enumerate(FAMILIES.values()) for word in words}

OTHER = frozenset({"laboratory", "training", "nursery"})
HOSPITALS = sum(1 << bit for bit, family in enumerate(FAMILIES) if family not in OTHER)
"""Families of hospitals, their services and what works beside them."""
UNSAID = 1 << len(FAMILIES)
"""The name says that it is a hospital, and not of which family."""
PART = UNSAID << 1
"""The name says that it is a part of something: a unit, an antenna, what works beside a hospital. A site is none: the
main one is called so too."""
_MASKS |= dict.fromkeys(("hopital", "hospitalier", "hospices"), UNSAID)
_PARTS = (
    "antenne pole service secteur consultation consultations annexe lactarium appartement dispensaire foyer residence"
    " unite accueil equipe atelier departement penitentiaire biologie imagerie"
)
_MASKS |= dict.fromkeys(_PARTS.split(), PART)


def families_all(canonical: Sequence[str]) -> list[int]:
    """For each canonical name the families that its words show, one bit each."""
    found = []
    for name in canonical:
        mask = 0
        for word in name.split():
            mask |= _MASKS.get(word, 0)
        found.append(mask)
    return found


def family_names(mask: int) -> tuple[str, ...]:
    """The families of a mask, by name."""
    return tuple(name for bit, name in enumerate(FAMILIES) if mask >> bit & 1)
