"""Which organisation a name means that somebody types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parvis.domain.directory.drafts import IdentifierRow
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors import choosing
from parvis.domain.directory.selectors.search import directory_stamp
from parvis.domain.linking.likeness import Ready
from parvis.domain.linking.selectors.records import engine_records
from parvis.engine.linkage import Reason, Record

LIKELY = 0.3
"""Probability from which an organisation is worth naming."""

SURE = 0.8
"""Probability from which one is asked before a new organisation is added."""

LIMIT = 5


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that a text may mean: how likely (None when search found it), and why."""

    organisation: Organisation
    score: float | None = None
    reasons: tuple[Reason, ...] = ()


names = Ready(
    read=lambda: list(engine_records(Organisation.objects.all())),
    stamp=directory_stamp,
    count=Organisation.objects.count,
)


def organisations_named(text: str, city: str = "", *, exclude: Iterable[int] = (), limit: int = LIMIT) -> list[Named]:
    """The organisations that the text may mean: first those that are likely the same, then those that search finds.

    A handful of queries; the comparison itself takes some milliseconds and none.
    """
    text, left_out = " ".join(text.split()), set(exclude)
    if len(text) < 2:
        return []
    likely = likely_same(text, city, exclude=left_out, limit=limit)
    left_out |= {named.organisation.pk for named in likely}
    found = choosing.organisations_named(text, exclude=left_out, limit=limit) if len(likely) < limit else []
    return [*likely, *(Named(organisation) for organisation in found)][:limit]


def perhaps_known(name: str, city: str = "", numbers: Sequence[IdentifierRow] = (), *, least: float) -> list[Named]:
    """Organisations that may be the one that somebody is about to add: by number, by the same name, by likeness."""
    found = {one.pk: Named(one) for one in choosing.possible_duplicates(name, numbers)}
    for named in likely_same(name, city, least=least):
        found[named.organisation.pk] = named
    return list(found.values())[: 2 * LIMIT]


def likely_same(
    text: str, city: str = "", *, least: float = LIKELY, exclude: Iterable[int] = (), limit: int = LIMIT
) -> list[Named]:
    """Organisations that the engine takes for the one that is typed, with at least this probability."""
    left_out = set(exclude)
    links = names.find(Record(id="typed", name=text, city=city), limit + len(left_out))
    wanted = {int(link.reference_id): link for link in links if link.score >= least}
    rows = Organisation.objects.select_related("department").in_bulk([pk for pk in wanted if pk not in left_out])
    return [Named(rows[pk], link.score, link.reasons) for pk, link in wanted.items() if pk in rows][:limit]
