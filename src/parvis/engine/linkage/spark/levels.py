"""What Splink compares of two records, as levels in the SQL of Spark: our features, each in steps.

`tokens` hold a word as many times as it says something (see `compared`), so what two lists of them have in common is
the evidence that both names hold, and the rest is what only one of them says.
"""

from dataclasses import dataclass
from typing import Any

from parvis.engine.linkage.compare.identifiers import FORBIDDING, STRONG

UNKNOWN = "unknown"
AGREES, CONTRADICTS = "agrees", "contradicts"

_BOTH = "size(array_intersect(tokens_l, tokens_r))"
_LEFT, _RIGHT = "size(tokens_l)", "size(tokens_r)"
_WORDLESS = f"({_LEFT} = 0 or {_RIGHT} = 0)"
_LIKE = "jaro_winkler(name_l, name_r)"
_AGREE = " or ".join(f"arrays_overlap({scheme}_l, {scheme}_r)" for scheme in STRONG)
_DIFFER = " or ".join(
    f"(size({scheme}_l) > 0 and size({scheme}_r) > 0 and not arrays_overlap({scheme}_l, {scheme}_r))"
    for scheme in FORBIDDING
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One feature: a label and a condition for each level, the first that holds counts; `other` when none does."""

    name: str
    levels: tuple[tuple[str, str], ...]
    other: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all levels, in order."""
        return (*(label for label, _condition in self.levels), self.other)

    def comparison(self, chances: "dict[str, tuple[float, float]] | None") -> dict[str, Any]:
        """As Splink's settings have it; `chances` are m and u of each label."""
        found: list[dict[str, Any]] = [
            {"sql_condition": condition, "label_for_charts": label}
            for label, condition in (*self.levels, (self.other, "ELSE"))
        ]
        if chances:
            for level in found:
                level["m_probability"], level["u_probability"] = chances[level["label_for_charts"]]
        return {"output_column_name": self.name, "comparison_levels": found}


def _steps(value: str, sign: str, edges: tuple[float, ...], of: str = "") -> tuple[tuple[str, str], ...]:
    """A level for each edge, labelled by it."""
    return tuple((f"{sign} {edge:g}", f"{value} {sign} {edge:g}{f' * {of}' if of else ''}") for edge in edges)


def _either(column: str) -> str:
    return f"({column}_l is null or {column}_r is null)"


def _none(column: str) -> str:
    return f"(size({column}_l) = 0 or size({column}_r) = 0)"


COMPARED = (
    Compared("number", ((AGREES, _AGREE), (CONTRADICTS, _DIFFER)), UNKNOWN),
    Compared("siren", ((UNKNOWN, _none("siren")), ("same", "arrays_overlap(siren_l, siren_r)")), "other"),
    Compared("website", ((UNKNOWN, _either("host")), ("same", "host_l = host_r")), "other"),
    Compared(
        "place",
        (
            ("city and postcode", "city_l = city_r and postcode_l = postcode_r"),
            ("city, another postcode", "city_l = city_r and postcode_l <> postcode_r"),
            ("city", "city_l = city_r"),
            ("department", "department_l = department_r"),
            (UNKNOWN, f"{_either('city')} and {_either('department')}"),
        ),
        "elsewhere",
    ),
    Compared(
        "same_words",
        (
            (UNKNOWN, _WORDLESS),
            ("all", "arrays_overlap(wholes_l, wholes_r)"),
            *_steps(_BOTH, ">=", (0.85, 0.7, 0.55, 0.4, 0.25), f"greatest({_LEFT}, {_RIGHT})"),
        ),
        "few",
    ),
    Compared(
        "one_in_the_other",
        ((UNKNOWN, _WORDLESS), *_steps(_BOTH, ">=", (0.95, 0.8, 0.6, 0.4), f"least({_LEFT}, {_RIGHT})")),
        "few",
    ),
    Compared("evidence", _steps(_BOTH, ">=", (14, 11, 9, 7, 6, 5, 4, 3, 2)), "little"),
    Compared("rest", _steps(f"greatest({_LEFT}, {_RIGHT}) - {_BOTH}", "<=", (0, 1, 2, 4, 6, 9)), "more"),
    Compared(
        "spelling", ((UNKNOWN, _either("name")), *_steps(_LIKE, ">=", (0.98, 0.95, 0.91, 0.86, 0.8, 0.7))), "other"
    ),
    Compared(
        "initials",
        (("yes", "arrays_overlap(initials_l, words_r) or arrays_overlap(initials_r, words_l)"),),
        "no",
    ),
    Compared(
        "unit",
        ((UNKNOWN, _none("units")), ("same", "arrays_overlap(units_l, units_r)")),
        "other",
    ),
    Compared(
        "figures",
        (
            ("none", "size(figures_l) = 0 and size(figures_r) = 0"),
            ("one side", _none("figures")),
            ("same", "arrays_overlap(figures_l, figures_r)"),
        ),
        "other",
    ),
    Compared(
        "kind",
        (
            ("none", "kinds_l = 0 and kinds_r = 0"),
            ("same", "kinds_l = kinds_r"),
            ("one side", "kinds_l = 0 or kinds_r = 0"),
            ("in common", "kinds_l & kinds_r <> 0"),
        ),
        "other",
    ),
)
"""All features; a record that says nothing has a level of its own."""
