"""What a record says otherwise than before, field by field, and whose word counts. Pure: no database.

Each difference is a dict of plain JSON values: `field`; `before` and `after`, what the record said and says; `was` and
`is`, what the organisation shows and will show; and `by`, whose word decides: "" for the record's own, "human" for what
a person wrote, "other" for a number that another organisation carries, else the code of the register that is
believed first. Where `before` or `after` is missing, the record said or says nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parvis.domain.directory.provenance import human_wins, row_key, was_removed
from parvis.domain.registers.facts import Facts
from parvis.domain.registers.joining import Number
from parvis.domain.registers.materialise import BLANK, SIMPLE, Materialised, field_of
from parvis.domain.registers.precedence import GROUPS

Json = dict[str, Any]

TOGETHER = {"place": ("address", "postcode", "city", "country"), "position": ("latitude", "longitude")}
"""Fields that are shown as one."""

FURTHER = {"place": ("insee", "region"), "position": ("precision",)}
"""What belongs to them and is shown only where nothing else differs."""

LISTS: tuple[tuple[str, Callable[[Facts], Iterable[Any]]], ...] = (
    ("names", lambda facts: ((name.text, name.kind) for name in facts.names)),
    ("identifiers", lambda facts: ((str(scheme), value) for scheme, value in facts.identifiers)),
    ("links", lambda facts: (link.url for link in facts.links)),
    ("themes", lambda facts: facts.themes),
    ("parents", lambda facts: ((p.name or " ".join(p.identifiers[0]), str(p.kind)) for p in facts.parents)),
    ("notes", lambda facts: facts.notes),
)


def differences(
    source: str,
    before: Facts | None,
    after: Facts,
    *,
    made: Materialised,
    current: Mapping[str, Any] | None,
    of_people: set[tuple[str, Any]],
) -> list[Json]:
    """What differs between two records of `source`, in the order of the fields; all of it where there was none."""
    found = [_simple(name, before, after) for name in SIMPLE]
    found += [_group(name, before, after) for name in TOGETHER]
    differing = [entry for entry in found if entry]
    for entry in differing:
        _decide(entry, source, made, current)
    for name, values in LISTS:
        old, new = list(values(before)) if before else [], list(values(after))
        gone = [_gone(name, value, made, of_people) for value in dict.fromkeys(old) if value not in new]
        come = [_come(name, value, current) for value in dict.fromkeys(new) if value not in old]
        differing += [*gone, *come]
    return differing


def remark(code: str, number: Number) -> Json:
    """A number that was left out, or that would have joined the record to an organisation that is someone else."""
    return {"field": "identifiers", "after": list(number), "by": "other" if code == "owned" else code}


def _simple(name: str, before: Facts | None, after: Facts) -> Json | None:
    old, new = getattr(before, name) if before else None, getattr(after, name)
    if (old or "") == (new or ""):
        return None
    return {"field": name, **_said(before=old, after=new)}


def _group(name: str, before: Facts | None, after: Facts) -> Json | None:
    """Fields that are taken together, as one line of text each."""
    for columns in (TOGETHER[name], (*TOGETHER[name], *FURTHER[name])):
        old, new = (_text(facts, columns) if facts else "" for facts in (before, after))
        if old != new:
            return {"field": name, **_said(before=old, after=new)}
    return None


def _text(said: Any, columns: Iterable[str]) -> str:
    values = (said[column] if isinstance(said, Mapping) else getattr(said, column) for column in columns)
    return ", ".join(str(value) for value in values if value not in ("", None))


def _said(**values: Any) -> Json:
    return {name: str(value) for name, value in values.items() if value not in ("", None)}


def _decide(entry: Json, source: str, made: Materialised, current: Mapping[str, Any] | None) -> None:
    """Whose word counts on this field, and what the organisation shows of it."""
    name = entry["field"]
    shown, columns = TOGETHER.get(name, (name,)), GROUPS.get(name, (name,))
    entry |= _said(**{"is": _text(made.values, shown), "was": _text(current, shown) if current else ""})
    by = next((made.provenance[key]["source"] for key in map(field_of, columns) if key in made.provenance), "")
    if not by and any(made.values[column] not in ("", None, BLANK[column]) for column in columns):
        by = "human"
    if by and by != source:
        entry["by"] = by


def _gone(name: str, value: Any, made: Materialised, of_people: set[tuple[str, Any]]) -> Json:
    """A row that the record names no more; another register or a person may still say it."""
    entry: Json = {"field": name, "before": list(value) if isinstance(value, tuple) else value}
    key = value[0].casefold() if name == "names" else value
    said: dict[str, Mapping[Any, tuple[Any, ...]]] = {
        "names": _names(made),
        "identifiers": made.identifiers,
        "links": made.links,
    }
    still = said.get(name, {})
    if (name, value) in of_people:
        entry["by"] = "human"
    elif key in still:
        entry["by"] = still[key][-2]
    return entry


def _come(name: str, value: Any, current: Mapping[str, Any] | None) -> Json:
    """A row that the record names now; a person may have taken it away from the organisation."""
    entry: Json = {"field": name, "after": list(value) if isinstance(value, tuple) else value}
    provenance = (current or {}).get("provenance") or {}
    rows = {
        "names": lambda: {"text": value[0], "kind": value[1]},
        "identifiers": lambda: {"scheme": value[0], "value": value[1]},
        "links": lambda: {"url": value},
    }
    is_removed = name in rows and was_removed(provenance, name, row_key(name, rows[name]()))
    if is_removed or (name == "themes" and human_wins(provenance, name)):
        entry["by"] = "human"
    return entry


def _names(made: Materialised) -> dict[str, tuple[Any, ...]]:
    return {text.casefold(): row for (text, _kind), row in made.names.items()}
