"""Which organisation a record describes, decided by numbers alone. Pure: no database.

Handles stand for organisations: positive ones are rows, negative ones are planned in this import.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from parvis.domain.directory.enums import Scheme
from parvis.domain.registers.facts import Facts, ParentFact

Number = tuple[str, str]

JOINING = (
    Scheme.RNSR,
    Scheme.ROR,
    Scheme.FINESS,
    Scheme.SIRET,
    Scheme.SIREN,
    Scheme.UAI,
    Scheme.GRID,
    Scheme.WIKIDATA,
    Scheme.ISNI,
    Scheme.PIC,
    Scheme.IDREF,
    Scheme.FUNDREF,
)
"""Numbers that can say "the same organisation", the most reliable first. Lab labels and VAT numbers never do."""

RANK = {str(scheme): rank for rank, scheme in enumerate(JOINING)}
ONE_EACH = frozenset({str(Scheme.RNSR), str(Scheme.ROR), str(Scheme.FINESS)})
"""An organisation has at most one of each: two different ones are two organisations, whatever else they share."""

OF_ENTITIES = frozenset({str(Scheme.SIREN), str(Scheme.FINESS_EJ)})
"""Numbers of a legal entity, which its establishments carry too; they lead to the entity only."""

OF_PARTS = frozenset({str(Scheme.RNSR), str(Scheme.FINESS)})
"""Whoever has one of these is an establishment or a unit, not a legal entity."""

SHARED_BY_NATURE = frozenset({str(Scheme.SIREN), str(Scheme.FINESS_EJ), str(Scheme.LABEL), str(Scheme.VAT)})
"""Numbers that several organisations may carry; every other number belongs to one."""


@dataclass(frozen=True, slots=True)
class Match:
    """The handle that a record leads to, if any, and the numbers that spoke against a join."""

    handle: int | None
    number: Number | None = None
    against: tuple[Number, ...] = ()


@dataclass(slots=True)
class IdentityIndex:
    """Who carries which number. Of the numbers that were `asked` for, all carriers are known, of others some."""

    owners: dict[Number, set[int]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[int, set[Number]] = field(default_factory=lambda: defaultdict(set))
    asked: set[Number] = field(default_factory=set)

    def add(self, handle: int, numbers: Iterable[Number]) -> None:
        """Let the handle carry these numbers."""
        for number in numbers:
            self.owners[number].add(handle)
            self.numbers[handle].add(number)

    def owner(self, number: Number) -> int | None:
        """The one handle that carries this number, None where there is none or several."""
        found = self.owners.get(number, set())
        if number[0] in OF_ENTITIES:
            found = {handle for handle in found if self.is_entity(handle)}
        return next(iter(found)) if len(found) == 1 else None

    def is_free(self, number: Number) -> bool:
        """True when nobody carries this number."""
        return not self.owners.get(number)

    def is_entity(self, handle: int) -> bool:
        """True unless a number says that this is an establishment or a unit."""
        return not any(scheme in OF_PARTS for scheme, _value in self.numbers[handle])

    def contradicts(self, handle: int, facts: Facts) -> bool:
        """True when both have a number of which an organisation has only one, and they differ."""
        schemes = ONE_EACH | {str(Scheme.SIREN)} if facts.scope == "entity" else ONE_EACH
        theirs = self.numbers[handle]
        for scheme in schemes:
            mine = {number for number in facts.identifiers if number[0] == scheme}
            other = {number for number in theirs if number[0] == scheme}
            if mine and other and not mine & other:
                return True
        return False

    def match(self, facts: Facts, shared: frozenset[Number] = frozenset()) -> Match:
        """The organisation that this record describes; a contradiction of numbers forbids a join.

        `shared` are numbers that several records of the same register carry: they tell nobody from anybody.
        """
        against: list[Number] = []
        joining = [n for n in facts.identifiers if n[0] in RANK and n not in shared]
        for number in sorted(joining, key=lambda n: RANK[n[0]]):
            if number[0] in OF_ENTITIES and facts.scope != "entity":
                continue
            handle = self.owner(number)
            if handle is None:
                continue
            if not self.contradicts(handle, facts):
                return Match(handle, number, tuple(against))
            against.append(number)
        return Match(None, None, tuple(against))

    def leads(self, parent: ParentFact) -> list[int]:
        """The organisations that a parent's numbers lead to, that of the best number first."""
        return [found for number in parent.identifiers if (found := self.owner(number)) is not None]


def shared_numbers(records: Iterable[Facts]) -> frozenset[Number]:
    """Numbers that more than one of these records carries."""
    seen: dict[Number, str] = {}
    shared: set[Number] = set()
    for facts in records:
        for number in facts.identifiers:
            if seen.setdefault(number, facts.key) != facts.key:
                shared.add(number)
    return frozenset(shared)
