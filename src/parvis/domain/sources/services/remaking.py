"""Make organisations anew from the records that are bound to them now: after a merge, an unmerge, a roll back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.registers.joining import IdentityIndex, Number
from parvis.domain.sources.services import building, relations, weighing
from parvis.domain.sources.services.applying import changed_by, refused_as_conflict, write_organisations
from parvis.domain.sources.services.carriers import NOBODY, distribute
from parvis.domain.sources.services.plan import Plan, Target
from parvis.domain.sources.services.planning import Surroundings, read_surroundings


@dataclass(frozen=True, slots=True)
class Remade:
    """The ids of the organisations that are different now, and of those that no record describes any more."""

    changed: tuple[int, ...] = ()
    without_record: tuple[int, ...] = ()


def remake_organisations(
    ids: Iterable[int], *, around: Surroundings | None = None, owners: Mapping[Number, int] = NOBODY
) -> Remade:
    """Make these organisations anew from their records, as an import would; to be called in the caller's transaction.

    Fields, names, numbers, links, themes and ties follow the rules of precedence; what people wrote, chose or took
    away stays. Each organisation that differs gets a new version. Organisations that belong to these, or that wait for
    one of them, are tied again. Search is told once the transaction is committed.

    A number that several of them claim goes as `carriers.distribute` says; whoever claims one that is let go is made
    anew too. An organisation without any record loses what registers gave it, save its name and kind; what becomes of
    it is the caller's question.
    Raises Conflict when one of them was changed since the transaction read it.
    """
    plan = Plan("")
    plan.targets = {pk: Target(pk) for pk in sorted(set(ids))}
    if not plan.targets:
        return Remade()
    plan_remaking(plan, around or read_surroundings(), owners)
    with refused_as_conflict():
        changed = changed_by(plan, write_organisations(plan))
    if changed:
        bus.publish(OrganisationChanged(ids=tuple(changed)))
    return Remade(tuple(changed), without_record(plan))


def plan_remaking(plan: Plan, around: Surroundings, owners: Mapping[Number, int] = NOBODY) -> None:
    """Fill a plan that has its targets, and the records that are to be rewritten or removed; see above."""
    index = IdentityIndex()
    distribute(plan, index, owners)
    building.build(plan, index, around)
    relations.plan_relations(plan, index)
    weighing.weigh(plan)


def without_record(plan: Plan) -> tuple[int, ...]:
    """The organisations of a plan that no record describes any more."""
    return tuple(handle for handle, target in plan.targets.items() if not target.records)
