"""Family ties: from the numbers of parents to organisations that exist.

Whether one organisation belongs to another is decided from all that the records of both say, so that it does not
matter which record came first. Two that each belong to the other by the word of registers are both left out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.directory.provenance import row_key, was_removed
from parvis.domain.registers.joining import IdentityIndex, Number
from parvis.domain.registers.materialise import SaidBy, general_order
from parvis.domain.registers.registry import importers
from parvis.domain.sources.selectors.identity import chunks, load_identities, said_of
from parvis.domain.sources.services.plan import Plan

FEW, MOST_VALUES = 10, 60
"""Organisations of a plan, and their numbers, up to which the records that wait are narrowed to whom they concern."""

Tie = tuple[int, int, str]
"""Child, parent, kind."""

Origin = tuple[str, dt.date | None]
Records = Mapping[int, list[SaidBy]]


@dataclass(frozen=True, slots=True)
class Claim:
    """The ties that one record names, and how many of the parents that it names are not in the directory."""

    handle: int
    said: SaidBy
    ties: list[Tie]
    missing: int


@dataclass(slots=True)
class _Ties:
    """What is claimed, what stands in the directory, and the pairs of organisations about which the plan decides."""

    claims: list[Claim]
    stored: dict[Tie, tuple[int, Origin]]
    pairs: set[frozenset[int]] = field(default_factory=set)

    def decides(self, tie: Tie) -> bool:
        """True when the plan knows all that the records of both ends say."""
        return frozenset(tie[:2]) in self.pairs


def parents_in(records: Iterable[Iterable[SaidBy]]) -> set[Number]:
    """The numbers by which these records name parents."""
    return {
        number for those in records for said in those for parent in said.facts.parents for number in parent.identifiers
    }


def plan_relations(plan: Plan, index: IdentityIndex) -> None:
    """Plan the ties of the plan's organisations, made from all their records like everything else of them.

    Those of others follow where they may gain a tie, because their records wait for a parent, or lose one, because
    their parent loses a number.
    """
    waiting = said_of(Q(has_unresolved=True) & _naming_one_of(plan, index))
    records = {**waiting, **{handle: target.records for handle, target in plan.targets.items()}}
    load_identities(parents_in(records.values()), index)
    ties = _gather(records, plan, index)
    registers = set(importers.names())
    of_people = {tie for tie, (_pk, origin) in ties.stored.items() if origin[0] not in registers}
    wanted: dict[Tie, Origin] = {}
    for claim in ties.claims:
        for tie in filter(ties.decides, claim.ties):
            wanted.setdefault(tie, (claim.said.source, claim.said.source_on))
    backwards = {(parent, child) for child, parent, _kind in wanted.keys() | of_people}
    blocked = {tie for tie in wanted if tie[:2] in backwards}
    removed = _removed_by_people(wanted.keys() - ties.stored.keys())
    final = {tie: origin for tie, origin in wanted.items() if tie not in blocked | removed | of_people}
    differing = {
        tie
        for tie, (_pk, origin) in ties.stored.items()
        if ties.decides(tie) and tie not in of_people and final.get(tie) != origin
    }
    plan.relations.delete = [ties.stored[tie][0] for tie in differing]
    plan.relations.add = [(*tie, *final[tie]) for tie in final if tie in differing or tie not in ties.stored]
    _count(plan, new=final.keys() - ties.stored.keys(), gone=differing - final.keys(), blocked=blocked)
    standing = final.keys() | removed | of_people | {tie for tie in ties.stored if not ties.decides(tie)}
    _settle(plan, ties.claims, standing)


def _naming_one_of(plan: Plan, index: IdentityIndex) -> Q:
    """The condition for records that may name one of the plan's organisations as a parent.

    Without it thousands of records that wait would be read for a plan about one organisation; a plan about many reads
    them all.
    """
    values = {value for handle in plan.targets for _scheme, value in index.numbers.get(handle, ())}
    values |= {v for target in plan.targets.values() for said in target.records for _s, v in said.facts.identifiers}
    found = Q(organisation__in=list(plan.targets))
    if len(plan.targets) > FEW or len(values) > MOST_VALUES:
        return Q()
    for value in values:
        found |= Q(facts__parents__icontains=value)
    return found


def _gather(records: Records, plan: Plan, index: IdentityIndex) -> _Ties:
    """The claims of these records, and those of whoever stands at the other end of a tie that may come or go."""
    stored, targets = _stored(records), plan.targets.keys()
    claims = list(_claims(records, index, stored))
    ties = _Ties(claims, stored)
    known = {tie for claim in claims for tie in claim.ties} | ties.stored.keys()
    undecided = {tie for tie in known if tie[0] in targets or tie[1] in plan.shaken or tie not in ties.stored}
    ties.pairs = {frozenset(tie[:2]) for tie in undecided}
    further: dict[int, list[SaidBy]] = {}
    for chunk in chunks(sorted({end for tie in undecided for end in tie[:2] if end > 0} - targets)):
        further |= said_of(Q(organisation_id__in=chunk))
    load_identities(parents_in(further.values()), index)
    ties.stored |= _stored(further.keys() - records.keys())
    ties.claims = [claim for claim in claims if claim.handle not in further]
    ties.claims += _claims(further, index, ties.stored)
    return ties


def _claims(records: Records, index: IdentityIndex, stored: Iterable[Tie]) -> Iterator[Claim]:
    parents: dict[int, set[int]] = defaultdict(set)
    for child, parent, _kind in stored:
        parents[child].add(parent)
    for handle, those in records.items():
        for said in sorted(those, key=general_order):
            yield Claim(handle, said, *_ties(handle, said, index, parents[handle]))


def _ties(handle: int, said: SaidBy, index: IdentityIndex, parents: Set[int]) -> tuple[list[Tie], int]:
    """The ties that can be made, and how many parents are not in the directory.

    A parent that stands already stays for as long as one of the numbers leads to it: a better number that someone
    gets later does not move the child.
    """
    found: dict[int, str] = {}
    missing = 0
    for parent in said.facts.parents:
        leads = index.leads(parent)
        other = next((lead for lead in leads if lead in parents), leads[0] if leads else None)
        if other is None:
            missing += 1
        elif other != handle and (other not in found or found[other] == RelationKind.ASSOCIATED):
            found[other] = str(parent.kind)
    return [(handle, other, kind) for other, kind in found.items()], missing


def _count(plan: Plan, *, new: Set[Tie], gone: Set[Tie], blocked: Set[Tie]) -> None:
    plan.children.update(tie[1] for tie in new)
    plan.children.subtract(tie[1] for tie in gone)
    plan.related.update(end for tie in new | gone for end in tie[:2])
    plan.count("relations", len(new))
    plan.count("circular", sum(tie[0] in plan.targets for tie in blocked))


def _settle(plan: Plan, claims: Iterable[Claim], standing: Set[Tie]) -> None:
    """A record waits for a parent that is not there, and for a tie that another one stands in the way of."""
    items = {item.key: item for item in plan.records}
    for claim in claims:
        said, waits = claim.said, claim.missing > 0 or any(tie not in standing for tie in claim.ties)
        item = items.get(said.facts.key) if said.source == plan.source else None
        if item:
            item.has_unresolved = waits
            plan.count("unresolved", claim.missing)
        elif said.pk and said.waits != waits:
            plan.settled.append((said.pk, waits))


def _removed_by_people(ties: Iterable[Tie]) -> set[Tie]:
    """Ties that a person took away; no register brings them back."""
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


def _stored(ends: Iterable[int]) -> dict[Tie, tuple[int, Origin]]:
    """The ties of the directory that have one of these at either end."""
    found: dict[Tie, tuple[int, Origin]] = {}
    for chunk in chunks(sorted(end for end in ends if end > 0)):
        for column in ("child_id__in", "parent_id__in"):
            rows = Relation.objects.filter(**{column: chunk}).order_by()
            columns = ("child_id", "parent_id", "kind", "pk", "source", "source_on")
            for child, parent, kind, pk, source, on in rows.values_list(*columns):
                found[child, parent, kind] = (pk, (source, on))
    return found
