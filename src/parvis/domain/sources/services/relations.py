"""Family ties: from the numbers of parents to organisations that exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.directory.provenance import row_key, was_removed
from parvis.domain.sources.facts import Facts, ParentFact
from parvis.domain.sources.joining import IdentityIndex
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.services.plan import Plan

Tie = tuple[int, int, str]
"""Child, parent, kind."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored record whose parents were not all found when it came."""

    pk: int
    source: str
    organisation_id: int
    parents: tuple[ParentFact, ...]


def waiting_records(source: str, keys: set[str]) -> list[Waiting]:
    """Stored records that wait for a parent, save those of this register that the import writes anew."""
    rows = SourceRecord.objects.filter(has_unresolved=True).order_by("pk")
    return [
        Waiting(pk, its_source, organisation, Facts.from_json(said).parents)
        for pk, its_source, key, organisation, said in rows.values_list(
            "pk", "source", "source_key", "organisation_id", "facts"
        )
        if not (its_source == source and key in keys)
    ]


def plan_relations(plan: Plan, index: IdentityIndex, waiting: Iterable[Waiting]) -> None:
    """Plan the ties of the import's records, and of earlier ones whose parent this import brings."""
    wanted: dict[Tie, str] = {}
    days = {}
    for item in plan.records:
        ties, missing = _ties(item.handle, item.facts.parents, index)
        item.has_unresolved = missing > 0
        plan.count("unresolved", missing)
        for tie in ties:
            wanted.setdefault(tie, plan.source)
            days[tie] = item.source_on
    own = {item.handle for item in plan.records}
    for record in waiting:
        ties, missing = _ties(record.organisation_id, record.parents, index)
        for tie in ties:
            wanted.setdefault(tie, record.source)
        if not missing:
            plan.settled.append((record.pk, False))
    circular = {tie for tie in wanted if (tie[1], tie[0], tie[2]) in wanted}
    plan.count("circular", sum(tie in days for tie in circular))
    stored = _stored({child for child, _parent, _kind in wanted} | own)
    backwards = {(parent, child) for child, parent, _kind in stored}
    removed = _removed_by_people(wanted)
    left_out = circular | removed
    for tie, source in wanted.items():
        if tie not in left_out and tie not in stored and (tie[0], tie[1]) not in backwards:
            plan.relations.add.append((*tie, source, days.get(tie)))
    plan.count("relations", len(plan.relations.add))
    for tie, (pk, source) in stored.items():
        if source == plan.source and tie[0] in own and tie not in wanted and not _of_other_record(plan, tie[0]):
            plan.relations.delete.append(pk)


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


def _of_other_record(plan: Plan, handle: int) -> bool:
    """True when the organisation has another record of the same register, which may hold the tie."""
    return sum(record.source == plan.source for record in plan.targets[handle].records) > 1


def _ties(handle: int, parents: Iterable[ParentFact], index: IdentityIndex) -> tuple[list[Tie], int]:
    """The ties that can be made, and how many parents are not in the directory."""
    found: dict[int, str] = {}
    missing = 0
    for parent in parents:
        other = index.parent(parent)
        if other is None:
            missing += 1
        elif other != handle and (other not in found or found[other] == RelationKind.ASSOCIATED):
            found[other] = str(parent.kind)
    return [(handle, other, kind) for other, kind in found.items()], missing


def _stored(children: Iterable[int]) -> dict[Tie, tuple[int, str]]:
    found: dict[Tie, tuple[int, str]] = {}
    ids = sorted(child for child in children if child > 0)
    for chunk in chunks(ids):
        for column in ("child_id__in", "parent_id__in"):
            rows = Relation.objects.filter(**{column: chunk}).order_by()
            for pk, child, parent, kind, source in rows.values_list("pk", "child_id", "parent_id", "kind", "source"):
                found[child, parent, kind] = (pk, source)
    return found
