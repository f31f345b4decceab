"""Who carries which number: one number of most registers belongs to one organisation, whoever else claims it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.registers.joining import SHARED_BY_NATURE, IdentityIndex, Number
from parvis.domain.registers.registry import importers
from parvis.domain.sources.models import Change
from parvis.domain.sources.selectors.identity import chunks, load_identities
from parvis.domain.sources.services import building, relations
from parvis.domain.sources.services.plan import Plan, Target

NOBODY: Mapping[Number, int] = {}


@dataclass(slots=True)
class _Carriers:
    """Who carries which number now: by the word of a person, or by that of a register."""

    human: dict[int, set[Number]] = field(default_factory=lambda: defaultdict(set))
    register: dict[int, set[Number]] = field(default_factory=lambda: defaultdict(set))

    def numbers(self) -> set[Number]:
        """All of them."""
        return {number for those in (self.human, self.register) for own in those.values() for number in own}


def distribute(plan: Plan, index: IdentityIndex, owners: Mapping[Number, int] = NOBODY) -> None:
    """Give each number that the records of the plan's organisations name to one of them, in the index.

    It goes to whoever has it by the word of a person or is no part of the plan, else to the one that `owners` names,
    else to the one that carries it now, else to the one whose record came first. Organisations outside the plan become
    part of it when they claim a number which is let go, or carry one that is to have another owner.
    """
    building.gather(plan, plan.targets)
    now = _carriers(handle for handle in plan.targets if handle > 0)
    further = _deprived(plan, now) | (_holders(owners) - plan.targets.keys())
    if further:
        plan.targets |= {pk: Target(pk) for pk in further}
        building.gather(plan, further)
        now = _carriers(handle for handle in plan.targets if handle > 0)
    records = [target.records for target in plan.targets.values()]
    claimed = {number for those in records for said in those for number in said.facts.identifiers}
    wanted = claimed | relations.parents_in(records) | now.numbers()
    load_identities(wanted, index)
    for handle in plan.targets:
        for number in index.numbers.pop(handle, set()):
            index.owners[number].discard(handle)
        index.add(handle, now.human.get(handle, set()))
    _give(plan, index, now, owners)
    plan.shaken = {handle for handle, numbers in now.register.items() if numbers - index.numbers[handle]}


def _give(plan: Plan, index: IdentityIndex, now: _Carriers, owners: Mapping[Number, int]) -> None:
    """The numbers to their carriers; claims are in the order of stored records, then in that of the file."""
    holders = {number: handle for handle, numbers in now.register.items() for number in numbers}
    claims: dict[Number, dict[int, None]] = defaultdict(dict)
    said_by = [
        (said.pk is None, said.pk or 0, handle, said) for handle, t in plan.targets.items() for said in t.records
    ]
    taken_away = _taken_away(handle for handle in plan.targets if handle > 0)
    for _is_new, _pk, handle, said in sorted(said_by, key=lambda claim: claim[:2]):
        for number in said.facts.identifiers:
            if number not in taken_away.get(handle, ()):
                claims[number][handle] = None
    for number, handles in claims.items():
        if number[0] in SHARED_BY_NATURE:
            for handle in handles:
                index.add(handle, [number])
        elif not index.owners[number]:
            preferred = [owners.get(number), holders.get(number), next(iter(handles))]
            index.add(next(handle for handle in preferred if handle in handles), [number])


def _taken_away(handles: Iterable[int]) -> dict[int, set[Number]]:
    """The numbers that people took away from organisations; claims to them do not count."""
    found: dict[int, set[Number]] = {}
    for chunk in chunks(sorted(handles)):
        rows = Organisation.objects.filter(pk__in=chunk, provenance__has_key="removed").order_by()
        for pk, removed in rows.values_list("pk", "provenance__removed"):
            pairs = (key.partition(":") for key in removed.get("identifiers", ()))
            found[pk] = {(scheme, value) for scheme, _colon, value in pairs}
    return found


def _carriers(handles: Iterable[int]) -> _Carriers:
    found = _Carriers()
    registers = set(importers.names())
    for chunk in chunks(sorted(handles)):
        rows = Identifier.objects.filter(organisation_id__in=chunk).order_by("pk")
        for organisation, scheme, value, source in rows.values_list("organisation_id", "scheme", "value", "source"):
            (found.register if source in registers else found.human)[organisation].add((scheme, value))
    return found


def _deprived(plan: Plan, now: _Carriers) -> set[int]:
    """Organisations outside the plan that were refused a number which its carrier lets go now."""
    let_go: set[Number] = set()
    for handle, numbers in now.register.items():
        claimed = {number for said in plan.targets[handle].records for number in said.facts.identifiers}
        let_go |= {number for number in numbers - claimed if number[0] not in SHARED_BY_NATURE}
    if not let_go:
        return set()
    lines = Change.objects.filter(has_remark=True).exclude(organisation=None).order_by()
    return {
        organisation
        for organisation, details in lines.values_list("organisation_id", "details")
        if organisation not in plan.targets
        and any(entry.get("by") == "other" and tuple(entry["after"]) in let_go for entry in details)
    }


def _holders(owners: Mapping[Number, int]) -> set[int]:
    """Who carries these numbers now by the word of a register, without being the owner that is wanted."""
    index = load_identities(owners)
    held = {number: index.owners[number] - {owner} for number, owner in owners.items()}
    found: set[int] = set()
    for chunk in chunks(sorted({handle for handles in held.values() for handle in handles})):
        rows = Identifier.objects.filter(organisation_id__in=chunk, source__in=importers.names()).order_by()
        for organisation, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
            if organisation in held.get((scheme, value), ()):
                found.add(organisation)
    return found
