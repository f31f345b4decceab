"""Which organisations are of one family, as the directory knows it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation, Relation

KINDS = (
    RelationKind.SUPERVISION,
    RelationKind.PART,
    RelationKind.SUBSIDIARY,
    RelationKind.SPIN_OFF,
    RelationKind.HOSTED,
)
"""Ties that make a family; to be associated with another organisation is too loose for that."""
MOST_SISTERS = 100
"""Two organisations are no sisters through one with more children: half the labs of a country are of one operator."""
ABOVE, BELOW, SISTER = "above", "below", "sister"


@dataclass(frozen=True, slots=True)
class Kinship:
    """What the first organisation is to the second: above it, below it, or its sister through `common`."""

    relation: str
    common: int


def kinships(first: Collection[int], second: Collection[int], depth: int) -> dict[tuple[int, int], Kinship]:
    """The pairs of one family, when it is looked for in this many generations; `depth` + 1 queries at most."""
    if not depth or not first or not second:
        return {}
    above = _above({*first, *second}, depth)
    heads = defaultdict(set)
    for organisation in {*first, *second}:
        for head in above[organisation]:
            heads[head].add(organisation)
    ones, others = set(first), set(second)
    shared = {head: family for head, family in heads.items() if family & ones and family & others}
    crowded = _crowded([head for head, family in shared.items() if len(family) > 1])
    found: dict[tuple[int, int], Kinship] = {}
    for head, family in shared.items():
        for one in family & ones:
            for other in family & others:
                kinship = _kinship(one, other, head, is_crowded=head in crowded)
                if kinship and (kinship.relation != SISTER or (one, other) not in found):
                    found[one, other] = kinship
    return found


def _kinship(one: int, other: int, head: int, *, is_crowded: bool) -> Kinship | None:
    if one == other:
        return None
    if head == one:
        return Kinship(ABOVE, head)
    if head == other:
        return Kinship(BELOW, head)
    return None if is_crowded else Kinship(SISTER, head)


def _above(organisations: Collection[int], depth: int) -> dict[int, set[int]]:
    """Each organisation with those above it in so many generations, and itself."""
    parents: dict[int, set[int]] = defaultdict(set)
    frontier = set(organisations)
    for _generation in range(depth):
        rows = Relation.objects.filter(child__in=frontier, kind__in=KINDS).values_list("child_id", "parent_id")
        next_ones: set[int] = set()
        for child, parent in rows:
            parents[child].add(parent)
            next_ones.add(parent)
        frontier = next_ones - parents.keys()
    found: dict[int, set[int]] = {}
    for organisation in organisations:
        reached = level = {organisation}
        for _generation in range(depth):
            level = {parent for child in level for parent in parents.get(child, ())}
            reached = reached | level
        found[organisation] = reached
    return found


def _crowded(heads: Collection[int]) -> set[int]:
    """Those with too many children for these to be sisters."""
    if not heads:
        return set()
    rows = Relation.objects.filter(parent__in=heads, kind__in=KINDS).order_by().values("parent_id")
    counted = rows.annotate(children=Count("child", distinct=True)).filter(children__gt=MOST_SISTERS)
    return set(counted.values_list("parent_id", flat=True))


def names_of(ids: Collection[int]) -> dict[int, str]:
    """The names of these organisations; one query, none for none."""
    return dict(Organisation.everything.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
