"""Make each touched organisation anew from all its records, and find what differs from what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from django.db.models import Q

from parvis.domain.directory.models import Identifier, Link, Name, Organisation
from parvis.domain.reference.selectors.places import PlaceIndex
from parvis.domain.registers.joining import SHARED_BY_NATURE, IdentityIndex
from parvis.domain.registers.materialise import BLANK, SaidBy, drop_owned, has_human_themes, keep_human, materialise
from parvis.domain.registers.registry import importers
from parvis.domain.sources.selectors.identity import chunks, said_of
from parvis.domain.sources.services.plan import Changes, Plan, Row, Target

COLUMNS = (*BLANK, "provenance", "sources", "slug", "version", "weight")


class Around(Protocol):
    """The reference data that building needs."""

    @property
    def places(self) -> PlaceIndex:
        """Every commune."""

    @property
    def regions(self) -> frozenset[str]:
        """Codes of the regions."""

    @property
    def themes(self) -> dict[str, int]:
        """Ids of the themes by code."""


def gather(plan: Plan, handles: Iterable[int]) -> None:
    """Give these targets of the plan all their records: those that it writes, and the stored ones that it leaves."""
    wanted = set(handles)
    replaced = {item.pk for item in plan.records if item.pk} | plan.removed
    days = dict(plan.confirmed)
    for item in plan.records:
        if item.handle in wanted:
            plan.targets[item.handle].records.append(SaidBy(plan.source, item.source_on, item.facts, item.pk))
    for chunk in chunks(sorted(handle for handle in wanted if handle > 0)):
        for organisation, records in said_of(Q(organisation_id__in=chunk)).items():
            plan.targets[organisation].records += (
                replace(said, source_on=days[said.pk]) if said.pk in days else said
                for said in records
                if said.pk not in replaced
            )


def build(plan: Plan, index: IdentityIndex, around: Around) -> None:
    """Make the targets from their records, and find the rows of names, numbers, links and themes to add and delete."""
    existing = sorted(handle for handle in plan.targets if handle > 0)
    _load_current(plan, existing)
    for target in plan.targets.values():
        made = target.made = materialise(target.records, around.places)
        if made.values["region_id"] not in around.regions:
            made.values["region_id"] = None
        if target.current:
            keep_human(made, target.current)
        owned = [n for n in made.identifiers if n[0] not in SHARED_BY_NATURE and target.handle not in index.owners[n]]
        drop_owned(made, [n for n in owned if index.owners[n]])
    _plan_rows(plan, existing)
    _plan_themes(plan, existing, around)
    _mark_changed(plan)


def _load_current(plan: Plan, existing: list[int]) -> None:
    for chunk in chunks(existing):
        for row in Organisation.objects.filter(pk__in=chunk).order_by().values("pk", *COLUMNS):
            plan.targets[row["pk"]].current = row


def _plan_rows(plan: Plan, existing: list[int]) -> None:
    """Compare names, numbers and links with the stored rows that come from registers."""
    wanted_names = {
        handle: {key: (*key, *rest) for key, rest in target.made.names.items()}
        for handle, target in plan.targets.items()
    }
    wanted_numbers: dict[int, dict[Any, Row]] = {
        handle: {number: (*number, *origin) for number, origin in target.made.identifiers.items()}
        for handle, target in plan.targets.items()
    }
    wanted_links: dict[int, dict[Any, Row]] = {
        handle: {url: (url, *rest) for url, rest in target.made.links.items()}
        for handle, target in plan.targets.items()
    }
    names, numbers, links = (_stored(model, columns, existing) for model, columns in STORED)
    for part, changes, wanted, stored, key in (
        ("names", plan.names, wanted_names, names, lambda row: (row[0], row[1])),
        ("identifiers", plan.identifiers, wanted_numbers, numbers, lambda row: (row[0], row[1])),
        ("links", plan.links, wanted_links, links, lambda row: row[0]),
    ):
        for handle, keys in _differences(changes, wanted, stored, key=key):
            plan.targets[handle].of_people.update((part, of_person) for of_person in keys)


STORED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Name, ("text", "kind", "language", "source", "source_on")),
    (Identifier, ("scheme", "value", "source", "source_on")),
    (Link, ("url", "kind", "title", "source", "source_on")),
)


def _stored(model: Any, columns: tuple[str, ...], existing: Iterable[int]) -> dict[int, list[tuple[int, Row]]]:
    found: dict[int, list[tuple[int, Row]]] = defaultdict(list)
    for chunk in chunks(existing):
        rows = model.objects.filter(organisation_id__in=chunk).order_by("pk")
        for organisation, pk, *values in rows.values_list("organisation_id", "pk", *columns):
            found[organisation].append((pk, tuple(values)))
    return found


def _differences(
    changes: Changes, wanted: dict[int, Any], stored: dict[int, list[tuple[int, Row]]], *, key: Any
) -> Iterator[tuple[int, list[Any]]]:
    """Add what is missing, delete what no register says any more; what a person wrote stays and is not doubled.

    Yields the keys of the rows that a person wrote, by organisation.
    """
    registers = set(importers.names())
    for handle, rows in wanted.items():
        missing, of_people = dict(rows), []
        for pk, row in stored.get(handle, ()):
            if row[-2] not in registers:
                of_people.append(key(row))
            elif missing.get(key(row)) != row:
                changes.delete.append(pk)
                changes.losing.add(handle)
                continue
            missing.pop(key(row), None)
        if of_people:
            yield handle, of_people
        changes.add.extend((handle, *row) for row in missing.values())


def _plan_themes(plan: Plan, existing: list[int], around: Around) -> None:
    through = Organisation.themes.through
    stored: dict[int, dict[int, int]] = defaultdict(dict)
    for chunk in chunks(existing):
        rows = through.objects.filter(organisation_id__in=chunk).order_by("pk")
        for pk, organisation, theme in rows.values_list("pk", "organisation_id", "theme_id"):
            stored[organisation][theme] = pk
    for handle, target in plan.targets.items():
        before = stored.get(handle, {})
        if target.current and (has_human_themes(target.current) or _are_unclaimed(target, before)):
            continue
        wanted = {around.themes[code] for code in target.made.themes if code in around.themes}
        plan.themes.add.extend((handle, theme) for theme in sorted(wanted - before.keys()))
        gone = [pk for theme, pk in before.items() if theme not in wanted]
        plan.themes.delete.extend(gone)
        plan.themes.losing.update({handle} if gone else ())


def _are_unclaimed(target: Target, before: dict[int, int]) -> bool:
    """True for themes that no register gave: someone chose them."""
    provenance = (target.current or {}).get("provenance") or {}
    return bool(before) and "themes" not in provenance


def _mark_changed(plan: Plan) -> None:
    """Only organisations that differ from what is stored are written."""
    touched = plan.names.touched | plan.identifiers.touched | plan.links.touched | plan.themes.touched
    for handle, target in plan.targets.items():
        if target.current:
            made, now = target.made, target.current
            same = all(now[column] == value for column, value in made.values.items())
            same = same and now["provenance"] == made.provenance and now["sources"] == made.sources
            target.is_changed = handle in touched or not same
