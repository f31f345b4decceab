"""What is known before a year: who took part in what, about what, and what each organisation says of itself.

Rows of that year and later are left out before anything is counted, so that nothing of the future can be seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.latent import Latent, latent_of
from parvis.engine.recommend.network import Network, network_of
from parvis.engine.recommend.profiles import Profiles, profiles_of
from parvis.engine.recommend.topics import Topics, topics_of
from parvis.engine.recommend.types import Organisation, Participation, Project


@dataclass(frozen=True, slots=True)
class History:
    """The past as tables over the same numbered organisations and projects."""

    before: int
    organisations: tuple[Organisation, ...]
    index: Mapping[str, int]
    projects: tuple[Project, ...]
    network: Network
    latent: Latent
    topics: Topics
    profiles: Profiles

    def __len__(self) -> int:
        return len(self.organisations)


def history_of(
    participations: Iterable[Participation],
    projects: Iterable[Project] = (),
    organisations: Iterable[Organisation] = (),
    before: int | None = None,
) -> History:
    """The history before a year; by default before the year after the last one."""
    rows = list(participations)
    end = before if before is not None else max((row.year for row in rows), default=0) + 1
    rows = sorted({row for row in rows if row.year < end}, key=lambda row: (row.year, row.project, row.organisation))
    described = {one.id: one for one in organisations}
    ids = sorted({row.organisation for row in rows} | described.keys())
    index = {name: at for at, name in enumerate(ids)}
    known = tuple(described.get(name) or Organisation(name, name) for name in ids)
    years: dict[str, int] = {}
    for row in rows:
        years.setdefault(row.project, row.year)
    about = {one.id: one for one in projects if one.id in years}
    numbered = {name: at for at, name in enumerate(years)}
    listed = tuple(about.get(name) or Project(name) for name in years)
    network = network_of(_pairs(rows, index, numbered), np.array(list(years.values()), dtype=np.int64), len(ids), end)
    topics = topics_of(listed, known, network)
    profiles = profiles_of(known, network)
    return History(end, known, index, listed, network, latent_of(network), topics, profiles)


def _pairs(
    rows: Sequence[Participation], index: Mapping[str, int], numbered: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    found = list(dict.fromkeys((index[row.organisation], numbered[row.project]) for row in rows))
    return [pair[0] for pair in found], [pair[1] for pair in found]
