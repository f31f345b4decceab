"""Decide what each record of a file means: new, joined, changed, unchanged. Reads the database, writes nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parvis.domain.reference.models import Region, Theme
from parvis.domain.reference.selectors.places import PlaceIndex, place_index
from parvis.domain.registers.facts import Facts, ParsedRecord, Refusal, digest_of, dumped
from parvis.domain.registers.joining import SHARED_BY_NATURE, IdentityIndex, Match, Number, shared_numbers
from parvis.domain.registers.registry import Register
from parvis.domain.sources.enums import CREATING, ChangeKind
from parvis.domain.sources.models import Change, SourceRecord
from parvis.domain.sources.selectors.identity import load_identities
from parvis.domain.sources.selectors.judged import Judged, judged, survivors
from parvis.domain.sources.services import building, carriers, relations, weighing
from parvis.domain.sources.services.lines import describe
from parvis.domain.sources.services.plan import Known, Line, Plan, RecordPlan, Target
from parvis.domain.sources.services.slugs import give_slugs

_WORDS = re.compile(r"[\w-]+")


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


def make_plan(
    register: Register,
    parsed: Sequence[ParsedRecord],
    around: Surroundings,
    *,
    refused: Sequence[Refusal] = (),
    in_full: bool = False,
) -> Plan:
    """The plan of an import of these records.

    `refused` are lines that are left out: records that they name have not gone. `in_full` also lists what is new of
    new records, for people to look at, and the lines that change nothing.
    """
    plan = Plan(register.code)
    known = _known_records(register.code)
    if register.is_full:
        _find_gone(plan, parsed, known, refused)
    shared = frozenset() if register.repeats else shared_numbers(record.facts for record in parsed)
    candidates = _changed(plan, parsed, known, shared)
    index = load_identities(_numbers_of(item.facts for _line, item in candidates))
    _bind(plan, register, candidates, index, shared)
    for line in plan.lines:
        if line.kind == ChangeKind.CONFIRMED and line.handle is not None:
            plan.targets.setdefault(line.handle, Target(line.handle))
    carriers.distribute(plan, index)
    building.build(plan, index, around)
    relations.plan_relations(plan, index)
    weighing.weigh(plan)
    give_slugs(target for target in plan.targets.values() if target.handle < 0)
    describe(plan, index, in_full=in_full)
    return plan


def _known_records(source: str) -> dict[str, Known]:
    rows = SourceRecord.objects.filter(source=source).order_by("pk")
    columns = ("source_key", "pk", "digest", "source_on", "organisation_id", "gone_on", "last_run_id")
    return {key: Known(*rest) for key, *rest in rows.values_list(*columns)}


def _find_gone(plan: Plan, parsed: Sequence[ParsedRecord], known: dict[str, Known], refused: Sequence[Refusal]) -> None:
    """Records that the last file of a full register had and this one lacks; they are marked, never deleted.

    Where a refused line names none of the missing ones, nobody can tell which one it is: then none is called gone.
    """
    absent = known.keys() - {record.facts.key for record in parsed}
    missing = set(absent)
    for refusal in (line for line in refused if not line.key):
        named = {word for cell in refusal.cells for word in _WORDS.findall(cell)} & absent
        missing = missing - named if named else set()
    for key in sorted(missing):
        if known[key].gone_on is None:
            plan.gone.append(known[key].pk)
            plan.lines.append(Line(ChangeKind.GONE, None, key, "", known[key].organisation_id, before=known[key]))
    plan.count("vanished", len(plan.gone))


def _changed(
    plan: Plan, parsed: Sequence[ParsedRecord], known: dict[str, Known], shared: frozenset[Number]
) -> list[tuple[Line, RecordPlan]]:
    """The records that are not as they were, named ones first: a nameless one may add to a named one."""
    found = []
    for record in sorted(parsed, key=lambda record: not record.facts.name):
        facts = _without_shared(record.facts, shared)
        plan.count("shared", len(record.facts.identifiers) - len(facts.identifiers))
        text = dumped(facts.to_json())
        digest = digest_of(text)
        before = known.get(facts.key)
        line = Line(ChangeKind.SAME, record.line, facts.key, facts.name, before=before)
        plan.lines.append(line)
        if before and before.digest == digest:
            line.handle = before.organisation_id
            if _is_newer(record, before):
                line.kind = ChangeKind.CONFIRMED
                plan.confirmed.append((before.pk, record.source_on or before.source_on))
            plan.count(line.kind)
            continue
        line.item = RecordPlan(facts.key, text, digest, record.source_on, facts, 0)
        found.append((line, line.item))
    return found


def _is_newer(record: ParsedRecord, before: Known) -> bool:
    """True when the same facts bear a later day, or are back."""
    later = record.source_on and (before.source_on is None or record.source_on > before.source_on)
    return bool(later) or before.gone_on is not None


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
    candidates: Sequence[tuple[Line, RecordPlan]],
    index: IdentityIndex,
    shared: frozenset[Number],
) -> None:
    """Give each record its organisation: the one it had, the one its numbers lead to, or a new one."""
    fresh = {item.key for line, item in candidates if not line.before}
    stayed, words = _stayed(register.code, fresh), judged(register.code, fresh)
    for line, item in candidates:
        if line.before:
            line.kind = ChangeKind.CHANGED
            item.pk, item.handle = line.before.pk, line.before.organisation_id
        else:
            joined = _joined(plan, line, item.facts, index.match(item.facts, shared), words)
            known = joined or stayed.get(item.key)
            if known is None and not (register.creates and item.facts.name):
                line.kind, line.item = ChangeKind.SKIPPED, None
                line.reason = "unnamed" if register.creates else "unknown_number"
                plan.skip(line.reason)
                continue
            line.kind = ChangeKind.JOINED if joined else ChangeKind.NEW
            item.handle = known or -len(plan.targets) - 1
        plan.count(line.kind)
        line.handle = item.handle
        plan.records.append(item)
        plan.targets.setdefault(item.handle, Target(item.handle))
        index.add(item.handle, (n for n in item.facts.identifiers if index.is_free(n) or n[0] in SHARED_BY_NATURE))


def _joined(plan: Plan, line: Line, facts: Facts, match: Match, words: Judged) -> int | None:
    """The organisation that a new record describes: by the word of a person, else by its numbers unless a person said
    that it is someone else; None where it is a new one."""
    line.remarks += [("contradiction", number) for number in match.against]
    plan.count("contradictions", len(match.against))
    told = words.owner(facts.key)
    if told is None and match.handle in words.apart.get(facts.key, ()) and match.number:
        line.remarks.append(("judged", match.number))
        return None
    return told or match.handle


def _stayed(source: str, keys: set[str]) -> dict[str, int]:
    """Organisations that outlived the roll back of the import that brought them; they take their records again."""
    rows = Change.objects.filter(run__source=source, kind__in=CREATING).exclude(organisation=None).order_by("pk")
    bound = {key: pk for key, pk in rows.values_list("key", "organisation_id").iterator() if key in keys}
    present = survivors(bound.values())
    return {key: present[pk] for key, pk in bound.items() if pk in present}
