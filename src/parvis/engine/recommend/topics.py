"""What projects are about: words, and programmes that the same organisations take part in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.network import Network
from parvis.engine.recommend.sparse import Matrix, inverse, matrix, row, scaled, sums, unit_rows
from parvis.engine.recommend.types import Floats, Ints, Organisation, Project
from parvis.engine.recommend.words import words_of


@dataclass(frozen=True, slots=True)
class Topics:
    """Words and programmes of projects and organisations.

    `about` is projects by words; `profiles` organisations by words, each row with length 1; `activity` organisations by
    programmes. `alike` says how much two programmes have their organisations in common.
    """

    words: Mapping[str, int]
    spelt: tuple[str, ...]
    """Each word as it was first written."""
    rarity: Floats
    about: Matrix
    profiles: Matrix
    programmes: Mapping[str, int]
    named: tuple[str, ...]
    """The programmes in the order of their numbers."""
    programme: Ints
    """The programme of each project, -1 for none."""
    activity: Matrix
    taking_part: Matrix
    """The same, kept programme by programme, which is faster where all organisations are asked."""
    by_programme: Matrix
    alike: Floats

    def vector(self, text: str) -> Floats:
        """The known words of a text, with length 1 when there are any."""
        found = np.zeros(len(self.words), dtype=np.float32)
        for word, _written in words_of(text):
            at = self.words.get(word)
            if at is not None:
                found[at] = self.rarity[at]
        length = float(np.sqrt(found @ found))
        return found / np.float32(length) if length else found


def topics_of(projects: Sequence[Project], organisations: Sequence[Organisation], network: Network) -> Topics:
    """The topics of projects and of what organisations say of themselves."""
    words: dict[str, int] = {}
    spelt: list[str] = []
    of_projects = _places((one.terms for one in projects), words, spelt)
    of_profiles = _places((one.terms for one in organisations), words, spelt)
    about = matrix(*of_projects, (len(projects), len(words)))
    said = matrix(*of_profiles, (len(organisations), len(words)))
    texts = len(projects) + len(organisations)
    rarity = np.log((texts + 1) / (sums(about, 0) + sums(said, 0) + 1)).astype(np.float32)
    about, said = scaled(None, about, rarity), scaled(None, said, rarity)
    programmes: dict[str, int] = {}
    programme = np.array(
        [programmes.setdefault(one.programme, len(programmes)) if one.programme else -1 for one in projects],
        dtype=np.int64,
    )
    activity = _activity(network, programme, len(programmes))
    return Topics(
        words=words,
        spelt=tuple(spelt),
        rarity=rarity,
        about=about,
        profiles=unit_rows(unit_rows(network.members @ about) + unit_rows(said)),
        programmes=programmes,
        named=tuple(programmes),
        programme=programme,
        activity=activity.sqrt(),
        taking_part=activity.sqrt().tocsc(),
        by_programme=activity.T.tocsr(),
        alike=_alike(activity),
    )


def _places(texts: Iterable[str], words: dict[str, int], spelt: list[str]) -> tuple[Ints, Ints]:
    rows: list[int] = []
    columns: list[int] = []
    for at, text in enumerate(texts):
        for word, written in words_of(text):
            if word not in words:
                words[word] = len(words)
                spelt.append(written)
            rows.append(at)
            columns.append(words[word])
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def _activity(network: Network, programme: Ints, count: int) -> Matrix:
    """How much each organisation took part in each programme, by the age of projects."""
    paid = np.flatnonzero(programme >= 0)
    under = matrix(paid, programme[paid], (len(programme), count), network.weights[paid])
    return (network.members @ under).tocsr()


def _alike(activity: Matrix) -> Floats:
    roots = activity.sqrt()
    found = np.asarray((roots.T @ roots).todense(), dtype=np.float32)
    scale = inverse(np.sqrt(found.diagonal()))
    return np.asarray(found * scale[:, None] * scale[None], dtype=np.float32)


def programme_row(topics: Topics, at: int, organisations: int) -> Floats:
    """How much each organisation took part in a programme; nothing for one that is unknown."""
    return row(topics.by_programme, at) if at >= 0 else np.zeros(organisations, dtype=np.float32)
