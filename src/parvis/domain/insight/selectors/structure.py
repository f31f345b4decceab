"""What the network hangs on: islands, bridges, and those without whom a part would be cut off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.briefs import Brief, briefs
from parvis.domain.insight.selectors.ties import REMEMBERED, Network, TieFilters, network
from parvis.engine.graph import Bridge, Crossing, density, islands, splits

NAMED = 5
"""Organisations by which an island is known."""


@dataclass(frozen=True, slots=True)
class Island:
    """Organisations that hang together: how many, and those of them with most ties, by their ids."""

    size: int
    leading: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A whole network: its size, and what it hangs on; the numbers of bridges and crossings are places in `ids`."""

    ids: Sequence[int]
    ties: int
    density: float
    islands: Sequence[Island]
    bridges: Sequence[Bridge]
    crossings: Sequence[Crossing]


def structure(actor: Actor, filters: TieFilters) -> Structure:
    """The network that the actor sees. Bridges to a single organisation are left out: they cut off nobody else."""
    return _structure(network(actor, filters))


@lru_cache(maxsize=REMEMBERED)
def _structure(whole: Network) -> Structure:
    """Worked out once for each network: a network is remembered under its ties."""
    found = splits(whole.graph)
    return Structure(
        ids=whole.ids.tolist(),
        ties=whole.graph.ties,
        density=density(whole.graph),
        islands=_islands(whole),
        bridges=[bridge for bridge in found.bridges if bridge.apart > 1],
        crossings=found.crossings,
    )


def _islands(whole: Network) -> list[Island]:
    found = islands(whole.graph)
    members: list[list[int]] = [[] for _size in found.sizes]
    for place, island in enumerate(found.of.tolist()):
        members[island].append(place)
    degrees = whole.graph.degrees.tolist()
    leading = [sorted(places, key=lambda place: (-degrees[place], place))[:NAMED] for places in members]
    return [
        Island(int(size), tuple(int(whole.ids[place]) for place in places))
        for size, places in zip(found.sizes, leading, strict=True)
    ]


def named(ids: Iterable[int]) -> dict[int, Brief]:
    """These organisations in brief, by their ids; one query."""
    return {brief.pk: brief for brief in briefs(Organisation.objects.filter(pk__in=set(ids)))}


@dataclass(frozen=True, slots=True)
class Busiest:
    """The size of the network that the actor sees, and those with most partners, each with their number."""

    organisations: int
    ties: int
    leading: Sequence[tuple[Brief, int]]


def busiest(actor: Actor, most: int = 8) -> Busiest:
    """Where one may begin to look."""
    whole = network(actor)
    degrees = whole.graph.degrees
    order = sorted(range(len(whole.ids)), key=lambda place: (-int(degrees[place]), place))[:most]
    names = named(int(whole.ids[place]) for place in order)
    leading = [(int(whole.ids[place]), int(degrees[place])) for place in order]
    return Busiest(len(whole.ids), whole.graph.ties, [(names[pk], number) for pk, number in leading if pk in names])
