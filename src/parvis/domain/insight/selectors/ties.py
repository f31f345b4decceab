"""Who is tied to whom, by what and since when, as far as somebody may see it.

Ties of register projects are kept in memory for a minute: they change by imports only. Joint projects and introductions
are read each time, for who sees them depends on who asks. What follows from the ties that somebody sees is kept under
these very ties, so that it can never be older than they are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

import numpy as np
from django.db.models import Exists, OuterRef
from numpy.typing import NDArray

from parvis.base.accounts.rules import Actor, is_team
from parvis.core.memory import Kept
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.territories import Scope, organisations_in
from parvis.domain.insight.enums import TieKind
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.introductions import introductions_visible_to, pairs_met
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.projects import WORKED, joint_projects_visible_to
from parvis.domain.projects.models import Participation
from parvis.engine.graph import Graph, graph_of

BITS = {kind.value: 1 << place for place, kind in enumerate(TieKind)}
REMEMBERED = 8
"""Networks that a process remembers, some megabytes each: that of everyone, of the team, and under a few filters."""
HAVE_MET = (IntroductionState.MET, IntroductionState.CLOSED)
"""States that an introduction reaches only after both agreed; before, nobody has met."""

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Row: TypeAlias = tuple[int, int, dt.date]
"""Two organisations, and since when they are tied."""


@dataclass(frozen=True, slots=True)
class TieFilters:
    """Which ties count; what is empty does not narrow.

    Theme and territory ask both organisations. `is_health` narrows the projects of registers: what residents do
    together is of the campus anyway.
    """

    kinds: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    theme: str = ""
    region: str = ""
    department: str = ""
    is_health: bool = False

    def has(self, kind: TieKind) -> bool:
        """Whether ties of this kind count."""
        return not self.kinds or kind in self.kinds

    @property
    def scope(self) -> Scope:
        """The part of the directory whose organisations count."""
        return Scope(theme=self.theme, region=self.region, department=self.department)


NO_FILTERS = TieFilters()


@dataclass(frozen=True, slots=True)
class RegisterTies:
    """Each pair of organisations for each project that they share in a register."""

    first: Ints
    second: Ints
    year: Ints
    is_health: Flags
    is_public: Flags


def _load() -> RegisterTies:
    """All of them; one query."""
    rows = Participation.objects.filter(organisation__merged_into=None, organisation__isnull=False).order_by()
    columns = ("project_id", "organisation_id", "project__year", "project__is_health", "project__is_public")
    together: dict[tuple[int, int, bool, bool], set[int]] = defaultdict(set)
    for project, organisation, *said in rows.values_list(*columns):
        together[(project, *said)].add(organisation)
    found = [
        (first, second, year, is_health, is_public)
        for (_project, year, is_health, is_public), members in together.items()
        for first, second in combinations(sorted(members), 2)
    ]
    table = np.array(found, dtype=np.int64).reshape(-1, 5)
    first, second, year, is_health, is_public = table.T
    return RegisterTies(first, second, year, is_health > 0, is_public > 0)


register_ties: Kept[RegisterTies] = Kept(_load, seconds=60)


@dataclass(frozen=True, eq=False)
class Network:
    """The organisations that are tied at all, by their ids, and their ties, each with its kinds and years."""

    ids: Ints
    graph: Graph
    kinds: Ints
    """The bits of the kinds of each tie."""
    first_year: Ints
    last_year: Ints

    def place_of(self, organisation_id: int) -> int | None:
        """The number of an organisation in the graph; None where it has no tie."""
        place = int(np.searchsorted(self.ids, organisation_id))
        return place if place < len(self.ids) and self.ids[place] == organisation_id else None

    def places_of(self, organisation_ids: Iterable[int]) -> Ints:
        """The numbers of those of these organisations that have a tie."""
        return np.flatnonzero(np.isin(self.ids, list(organisation_ids)))


def network(actor: Actor | None, filters: TieFilters = NO_FILTERS, *, keep: int | None = None) -> Network:
    """The ties that the actor sees and the filters let through; `keep` is an organisation that no filter takes away.

    Without an actor every tie counts, as the campus itself counts them. Six queries at most, whatever their number.
    """
    parts = []
    if filters.has(TieKind.REGISTER):
        parts.append(_of_registers(filters, sees_all=actor is None or is_team(actor)))
    if filters.has(TieKind.JOINT):
        parts.append(_table(_joint(actor), TieKind.JOINT))
    if filters.has(TieKind.MET):
        parts.append(_table(_met(actor), TieKind.MET))
    table = np.concatenate(parts)
    inside = np.ones(len(table), dtype=bool)
    if filters.first_year:
        inside &= table[:, 2] >= filters.first_year
    if filters.last_year:
        inside &= table[:, 2] <= filters.last_year
    if filters.scope != Scope():
        wanted = list(organisations_in(filters.scope).order_by().values_list("pk", flat=True))
        wanted += [keep] if keep is not None else []
        inside &= np.isin(table[:, 0], wanted) & np.isin(table[:, 1], wanted)
    return _network(table[inside].tobytes())


def _of_registers(filters: TieFilters, *, sees_all: bool) -> Ints:
    ties = register_ties.get()
    inside = np.ones(len(ties.first), dtype=bool) if sees_all else ties.is_public
    if filters.is_health:
        inside = inside & ties.is_health
    bits = np.full(len(ties.first), BITS[TieKind.REGISTER])
    return np.stack([ties.first, ties.second, ties.year, bits], axis=1)[inside]


def _joint(actor: Actor | None) -> list[Row]:
    """Pairs of partners of projects in which work was or is done, since the later of the two joined."""
    projects = JointProject.objects.all() if actor is None else joint_projects_visible_to(actor)
    visible = projects.filter(state__in=WORKED).order_by().values("pk")
    rows = Partner.objects.filter(project__in=visible).order_by("project_id", "organisation_id")
    together: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    for project, organisation, joined_on in rows.values_list("project_id", "organisation_id", "joined_on"):
        together[project].append((organisation, joined_on))
    return [
        (first, second, max(day, later))
        for partners in together.values()
        for (first, day), (second, later) in combinations(partners, 2)
    ]


def _met(actor: Actor | None) -> list[Row]:
    """Pairs that met after an introduction that the actor may see."""
    rows = Introduction.objects.all() if actor is None else introductions_visible_to(actor)
    visible = set(rows.filter(state__in=HAVE_MET).order_by().values_list("pk", flat=True))
    pairs = pairs_met() if visible else []
    return [(pair.first_id, pair.second_id, pair.on) for pair in pairs if pair.introduction_id in visible]


def dated_ties() -> list[tuple[int, int, dt.date, str]]:
    """Every tie of which the day is known, with its kind, in the order of time; whoever may see it."""
    joint = [(*row, TieKind.JOINT.value) for row in _joint(None)]
    met = [(*row, TieKind.MET.value) for row in _met(None)]
    return sorted([*joint, *met], key=lambda tie: tie[2])


def _table(rows: list[Row], kind: TieKind) -> Ints:
    said = [(first, second, since.year, BITS[kind]) for first, second, since in rows]
    return np.array(said, dtype=np.int64).reshape(-1, 4)


@lru_cache(maxsize=REMEMBERED)
def _network(rows: bytes) -> Network:
    """The network of these rows; its arrays are read only, for several readers share them."""
    table = np.frombuffer(rows, dtype=np.int64).reshape(-1, 4)
    ids, places = np.unique(table[:, :2], return_inverse=True)
    places = places.reshape(-1, 2)
    graph = graph_of(places[:, 0], places[:, 1], size=len(ids))
    low, high = places.min(axis=1, initial=len(ids)), places.max(axis=1, initial=0)
    apart = low != high
    size = max(len(ids), 1)
    at = np.searchsorted(graph.first * size + graph.second, low[apart] * size + high[apart])
    kinds = np.zeros(graph.ties, dtype=np.int64)
    first, last = np.full(graph.ties, 9999, dtype=np.int64), np.zeros(graph.ties, dtype=np.int64)
    np.bitwise_or.at(kinds, at, table[apart, 3])
    np.minimum.at(first, at, table[apart, 2])
    np.maximum.at(last, at, table[apart, 2])
    return Network(ids, graph, kinds, first, last)


def has_ties(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor sees any tie of an organisation.

    No query where a register names it; else a small one, as most organisations are in nothing that parvis knows of, and
    a large one about what the actor may see of the others.
    """
    known = register_ties.get()
    is_there = (known.first == organisation_id) | (known.second == organisation_id)
    if bool(np.any(is_there if is_team(actor) else is_there & known.is_public)):
        return True
    if not _is_in_anything(organisation_id):
        return False
    projects = joint_projects_visible_to(actor).filter(state__in=WORKED, partners__organisation=organisation_id)
    joint = Partner.objects.filter(project__in=projects.order_by().values("pk")).exclude(organisation=OuterRef("pk"))
    meetings = introductions_visible_to(actor).filter(state__in=HAVE_MET, sides__organisation=organisation_id)
    found = Exists(joint) | Exists(meetings.order_by())
    return Organisation.objects.filter(found, pk=organisation_id).exists()


def _is_in_anything(organisation_id: int) -> bool:
    """Whether an organisation is in a joint project or an introduction, whoever may see it."""
    partners, sides = (
        rows.objects.filter(organisation=organisation_id).order_by().values_list("pk")
        for rows in (Partner, IntroductionSide)
    )
    return bool(partners.union(sides, all=True)[:1])
