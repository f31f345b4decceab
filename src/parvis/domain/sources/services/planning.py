"""Decide what each record of a file means: new, joined, changed, unchanged. Reads the database, writes nothing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from parvis.domain.reference.models import Region, Theme
from parvis.domain.reference.selectors.places import PlaceIndex, place_index
from parvis.domain.registers.facts import Facts, ParsedRecord, digest_of, dumped
from parvis.domain.registers.registry import Register
from parvis.domain.sources.joining import SHARED_BY_NATURE, IdentityIndex, Number, shared_numbers
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.identity import load_identities, said_of
from parvis.domain.sources.services import building, relations, weighing
from parvis.domain.sources.services.plan import Plan, RecordPlan, Target
from parvis.domain.sources.services.slugs import give_slugs


@dataclass(frozen=True, slots=True)
class Known:
    """A record that an earlier import brought."""

    pk: int
    digest: str
    source_on: dt.date | None
    organisation_id: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every plan needs of the reference data."""

    places: PlaceIndex
    regions: frozenset[str]
    themes: dict[str, int]


def read_surroundings() -> Surroundings:
    """Read communes, regions and themes in one go."""
    return Surroundings(
        places=place_index(),
        regions=frozenset(Region.objects.values_list("code", flat=True)),
        themes=dict(Theme.objects.values_list("code", "pk")),
    )


def make_plan(register: Register, parsed: Sequence[ParsedRecord], around: Surroundings) -> Plan:
    """The plan of an import of these records."""
    plan = Plan(register.code)
    known = _known_records(register.code)
    plan.count("vanished", _vanished(register, parsed, known))
    shared = frozenset() if register.repeats else shared_numbers(record.facts for record in parsed)
    candidates = _changed(plan, parsed, known, shared)
    waiting = said_of(Q(has_unresolved=True))
    numbers = _numbers_of(item.facts for _record, item in candidates) | relations.parents_in(waiting.values())
    index = load_identities(numbers)
    _bind(plan, register, candidates, known, index, shared)
    building.gather(plan)
    load_identities(relations.parents_in(target.records for target in plan.targets.values()) - numbers, index)
    building.build(plan, index, around)
    relations.plan_relations(plan, index, waiting)
    weighing.weigh(plan)
    give_slugs(target for target in plan.targets.values() if target.handle < 0)
    return plan


def _known_records(source: str) -> dict[str, Known]:
    rows = SourceRecord.objects.filter(source=source).order_by()
    columns = ("source_key", "pk", "digest", "source_on", "organisation_id")
    return {key: Known(*rest) for key, *rest in rows.values_list(*columns)}


def _vanished(register: Register, parsed: Sequence[ParsedRecord], known: dict[str, Known]) -> int:
    """How many records of a full register are missing from the new file; they are reported, never deleted."""
    return len(known.keys() - {record.facts.key for record in parsed}) if register.is_full else 0


def _changed(
    plan: Plan, parsed: Sequence[ParsedRecord], known: dict[str, Known], shared: frozenset[Number]
) -> list[tuple[ParsedRecord, RecordPlan]]:
    """The records that are not as they were, named ones first: a nameless one may add to a named one."""
    found = []
    for record in sorted(parsed, key=lambda record: not record.facts.name):
        facts = _without_shared(record.facts, shared)
        plan.count("shared", len(record.facts.identifiers) - len(facts.identifiers))
        text = dumped(facts.to_json())
        digest = digest_of(text)
        before = known.get(facts.key)
        if before and before.digest == digest:
            newer = record.source_on and (before.source_on is None or record.source_on > before.source_on)
            if newer and record.source_on:
                plan.confirmed.append((before.pk, record.source_on))
                plan.count("confirmed")
            else:
                plan.count("same")
            continue
        found.append((record, RecordPlan(facts.key, text, digest, record.source_on, facts, 0)))
    return found


def _without_shared(facts: Facts, shared: frozenset[Number]) -> Facts:
    """The facts without the numbers of one organisation that several records carry; a note keeps them."""
    dropped = [n for n in facts.identifiers if n in shared and n[0] not in SHARED_BY_NATURE]
    if not dropped:
        return facts
    notes = tuple(("shared", f"{scheme} {value}") for scheme, value in dropped)
    kept = tuple(number for number in facts.identifiers if number not in dropped)
    return replace(facts, identifiers=kept, notes=(*facts.notes, *notes))


def _numbers_of(records: Iterable[Facts]) -> set[Number]:
    found: set[Number] = set()
    for facts in records:
        found.update((str(scheme), value) for scheme, value in facts.identifiers)
        for parent in facts.parents:
            found.update((str(scheme), value) for scheme, value in parent.identifiers)
    return found


def _bind(
    plan: Plan,
    register: Register,
    candidates: Sequence[tuple[ParsedRecord, RecordPlan]],
    known: dict[str, Known],
    index: IdentityIndex,
    shared: frozenset[Number],
) -> None:
    """Give each record its organisation: the one it had, the one its numbers lead to, or a new one."""
    for record, item in candidates:
        before = known.get(item.key)
        if before:
            item.pk, item.handle = before.pk, before.organisation_id
            plan.count("changed")
        else:
            match = index.match(item.facts, shared)
            for number in match.against:
                plan.count("contradictions")
                plan.remark(record.line, "contradiction", number)
            if match.handle is not None:
                item.handle = match.handle
                plan.count("joined")
            elif not register.creates or not item.facts.name:
                plan.skip("unnamed" if register.creates else "unknown_number")
                continue
            else:
                item.handle = -len(plan.targets) - 1
                plan.count("new")
        plan.records.append(item)
        plan.targets.setdefault(item.handle, Target(item.handle))
        _carry(plan, record.line, index, item)


def _carry(plan: Plan, line: int, index: IdentityIndex, item: RecordPlan) -> None:
    """Let the organisation carry the record's numbers, save those that another one carries already."""
    for number in item.facts.identifiers:
        others = index.owners.get(number, set()) - {item.handle}
        if others and number[0] not in SHARED_BY_NATURE:
            plan.remark(line, "owned", number)
        else:
            index.add(item.handle, [number])
