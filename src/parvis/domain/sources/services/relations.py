"""Family ties: from the numbers of parents to organisations that exist."""

import datetime as dt
from collections.abc import Iterable, Iterator, Set
from typing import Any

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.directory.provenance import row_key, was_removed
from parvis.domain.registers.registry import importers
from parvis.domain.sources.joining import IdentityIndex, Number
from parvis.domain.sources.materialise import SaidBy, general_order
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.services.plan import Plan

Tie = tuple[int, int, str]
"""Child, parent, kind."""

Origin = tuple[str, dt.date | None]


def parents_in(records: Iterable[Iterable[SaidBy]]) -> set[Number]:
    """The numbers by which these records name parents."""
    return {
        number for those in records for said in those for parent in said.facts.parents for number in parent.identifiers
    }


def plan_relations(
    plan: Plan, index: IdentityIndex, others: dict[int, list[SaidBy]], complete: frozenset[int] = frozenset()
) -> None:
    """Plan the ties of the plan's organisations, made from all their records like everything else of them.

    `others` are records of further organisations that may gain a tie; those that are `complete` have all their
    records there, so that ties which no record names any more go.
    """
    wanted = _wanted(plan, index, others)
    whole = plan.targets.keys() | complete
    stored = _stored({child for child, _parent, _kind in wanted} | whole)
    registers = set(importers.names())
    differing = {
        tie
        for tie, (_pk, *origin) in stored.items()
        if tie[0] in whole and origin[0] in registers and wanted.get(tie) != tuple(origin)
    }
    plan.relations.delete = [stored[tie][0] for tie in differing]
    gone = differing - wanted.keys()
    new = _new(plan, wanted, stored.keys(), stored.keys() - gone)
    plan.relations.add = [(*tie, *wanted[tie]) for tie in wanted if tie in new or tie in differing]
    plan.count("relations", len(new))
    plan.children.update(tie[1] for tie in new)
    plan.children.subtract(tie[1] for tie in gone)
    plan.related.update(end for tie in new | gone for end in tie[:2])


def _new(plan: Plan, wanted: dict[Tie, Origin], stored: Set[Tie], staying: Set[Tie]) -> set[Tie]:
    """The ties that are not there yet, save those that go in a circle or that a person took away."""
    backwards = {(parent, child) for child, parent, _kind in staying}
    circular = {tie for tie in wanted if (tie[1], tie[0], tie[2]) in wanted and tie not in stored}
    plan.count("circular", len(circular))
    left_out = stored | circular | _removed_by_people(wanted)
    return {tie for tie in wanted if tie not in left_out and tie[:2] not in backwards}


def _claims(plan: Plan, others: dict[int, list[SaidBy]]) -> Iterator[tuple[int, SaidBy]]:
    for handle, target in plan.targets.items():
        yield from ((handle, said) for said in sorted(target.records, key=general_order))
    for handle, records in others.items():
        if handle not in plan.targets:
            yield from ((handle, said) for said in sorted(records, key=general_order))


def _wanted(plan: Plan, index: IdentityIndex, others: dict[int, list[SaidBy]]) -> dict[Tie, Origin]:
    """The ties that records name, each with the first register that does; and which records wait for a parent."""
    wanted: dict[Tie, Origin] = {}
    items = {item.key: item for item in plan.records}
    for handle, said in _claims(plan, others):
        ties, missing = _ties(handle, said, index)
        if said.pk is None:
            items[said.facts.key].has_unresolved = missing > 0
            plan.count("unresolved", missing)
        elif said.waits != (missing > 0):
            plan.settled.append((said.pk, missing > 0))
        for tie in ties:
            wanted.setdefault(tie, (said.source, said.source_on))
    return wanted


def _ties(handle: int, said: SaidBy, index: IdentityIndex) -> tuple[list[Tie], int]:
    """The ties that can be made, and how many parents are not in the directory."""
    found: dict[int, str] = {}
    missing = 0
    for parent in said.facts.parents:
        other = index.parent(parent)
        if other is None:
            missing += 1
        elif other != handle and (other not in found or found[other] == RelationKind.ASSOCIATED):
            found[other] = str(parent.kind)
    return [(handle, other, kind) for other, kind in found.items()], missing


def _removed_by_people(wanted: Iterable[Tie]) -> set[Tie]:
    """Ties that a person took away; no register brings them back."""
    ties = list(wanted)
    found: dict[int, Any] = {}
    for chunk in chunks(sorted({child for child, _parent, _kind in ties if child > 0})):
        rows = Organisation.objects.filter(pk__in=chunk, provenance__has_key="removed").order_by()
        found.update(rows.values_list("pk", "provenance"))
    return {
        tie
        for tie in ties
        if tie[0] in found
        and was_removed(found[tie[0]], "parents", row_key("parents", {"kind": tie[2], "parent_id": tie[1]}))
    }


def _stored(ends: Iterable[int]) -> dict[Tie, tuple[int, str, dt.date | None]]:
    found: dict[Tie, tuple[int, str, dt.date | None]] = {}
    for chunk in chunks(sorted(end for end in ends if end > 0)):
        for column in ("child_id__in", "parent_id__in"):
            rows = Relation.objects.filter(**{column: chunk}).order_by()
            columns = ("child_id", "parent_id", "kind", "pk", "source", "source_on")
            for child, parent, kind, *row in rows.values_list(*columns):
                found[child, parent, kind] = (row[0], row[1], row[2])
    return found
