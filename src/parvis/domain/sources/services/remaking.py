"""Make organisations anew from the records that are bound to them now: after a merge, an unmerge, a roll back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Identifier, Relation
from parvis.domain.registers.registry import importers
from parvis.domain.sources.joining import SHARED_BY_NATURE, IdentityIndex, Number
from parvis.domain.sources.materialise import SaidBy
from parvis.domain.sources.selectors.identity import chunks, load_identities, said_of
from parvis.domain.sources.services import building, relations, weighing
from parvis.domain.sources.services.applying import changed_by, refused_as_conflict, write_organisations
from parvis.domain.sources.services.plan import Plan, Target
from parvis.domain.sources.services.planning import Surroundings, read_surroundings

NOBODY: Mapping[Number, int] = {}


@dataclass(frozen=True, slots=True)
class Remade:
    """The ids of the organisations that are different now, and of those that no record describes any more."""

    changed: tuple[int, ...] = ()
    without_record: tuple[int, ...] = ()


@dataclass(slots=True)
class _Carriers:
    """Who carries which number now: by the word of a person, or by that of a register."""

    human: dict[int, set[Number]] = field(default_factory=dict)
    register: dict[Number, int] = field(default_factory=dict)


def remake_organisations(
    ids: Iterable[int], *, around: Surroundings | None = None, owners: Mapping[Number, int] = NOBODY
) -> Remade:
    """Make these organisations anew from their records, as an import would; to be called in the caller's transaction.

    Fields, names, numbers, links, themes and ties follow the rules of precedence; what people wrote, chose or took
    away stays. Each organisation that differs gets a new version. Organisations that belong to these, or that wait for
    one of them, are tied again. Search is told once the transaction is committed.

    A number that several of them claim goes to the one that `owners` names, else to the one that carries it now, else
    to the one whose record came first. An organisation without any record loses what registers gave it, save its name
    and kind; what becomes of it is the caller's question.
    Raises Conflict when one of them was changed since the transaction read it.
    """
    plan = Plan("")
    plan.targets = {pk: Target(pk) for pk in sorted(set(ids))}
    if not plan.targets:
        return Remade()
    building.gather(plan)
    records = {handle: target.records for handle, target in plan.targets.items()}
    family = _family(plan.targets)
    index = load_identities(_numbers_in([*records.values(), *family.values()]))
    gained = _distribute(index, records, owners)
    complete = frozenset(family)
    if gained:
        waiting = said_of(Q(has_unresolved=True))
        load_identities(relations.parents_in(waiting.values()) - index.owners.keys(), index)
        family = {**waiting, **family}
    building.build(plan, index, around or read_surroundings())
    relations.plan_relations(plan, index, family, complete)
    weighing.weigh(plan)
    with refused_as_conflict():
        changed = changed_by(plan, write_organisations(plan))
    if changed:
        bus.publish(OrganisationChanged(ids=tuple(changed)))
    return Remade(tuple(changed), tuple(pk for pk, said in records.items() if not said))


def _family(targets: Iterable[int]) -> dict[int, list[SaidBy]]:
    """All that the records say of the organisations that belong to these by the word of a register."""
    children: set[int] = set()
    for chunk in chunks(targets):
        ties = Relation.objects.filter(parent_id__in=chunk, source__in=importers.names()).order_by()
        children.update(ties.values_list("child_id", flat=True))
    found: dict[int, list[SaidBy]] = {}
    for chunk in chunks(sorted(children - set(targets))):
        found |= said_of(Q(organisation_id__in=chunk))
    return found


def _numbers_in(records: Iterable[list[SaidBy]]) -> set[Number]:
    """Every number that the records name, of the organisations themselves and of their parents."""
    own = {number for those in records for said in those for number in said.facts.identifiers}
    return own | relations.parents_in(records)


def _distribute(index: IdentityIndex, records: Mapping[int, list[SaidBy]], owners: Mapping[Number, int]) -> bool:
    """Give each number that the records name to one of the organisations; True when one leads to someone only now."""
    now = _carriers(records)
    claims: dict[Number, list[int]] = {}
    for handle, number in _claims(records):
        claims.setdefault(number, []).append(handle)
    mute = {number for number in claims.keys() | now.register.keys() if index.owner(number) is None}
    for handle in records:
        for number in index.numbers.pop(handle, set()):
            index.owners[number].discard(handle)
        index.add(handle, now.human.get(handle, set()))
    for number, handles in claims.items():
        if number[0] in SHARED_BY_NATURE:
            for handle in handles:
                index.add(handle, [number])
        elif not index.owners[number]:
            preferred = [owners.get(number), now.register.get(number), handles[0]]
            index.add(next(handle for handle in preferred if handle in handles), [number])
    return any(index.owner(number) is not None for number in mute)


def _claims(records: Mapping[int, list[SaidBy]]) -> Iterator[tuple[int, Number]]:
    """Who claims which number, the record that came first before the others."""
    ordered = sorted(
        ((handle, said) for handle, those in records.items() for said in those), key=lambda c: c[1].pk or 0
    )
    for handle, said in ordered:
        yield from ((handle, number) for number in said.facts.identifiers)


def _carriers(handles: Iterable[int]) -> _Carriers:
    found = _Carriers()
    registers = set(importers.names())
    for chunk in chunks(handles):
        rows = Identifier.objects.filter(organisation_id__in=chunk).order_by("pk")
        for organisation, scheme, value, source in rows.values_list("organisation_id", "scheme", "value", "source"):
            if source in registers:
                found.register[scheme, value] = organisation
            else:
                found.human.setdefault(organisation, set()).add((scheme, value))
    return found
