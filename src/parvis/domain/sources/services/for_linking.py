"""Source records as linking needs them; registered with it at start."""

from collections import defaultdict
from collections.abc import Iterable

from parvis.domain.linking.keys import Key
from parvis.domain.linking.registry import Remake, SourceRecords
from parvis.domain.registers.precedence import DEFAULT, OWN
from parvis.domain.registers.registry import importers
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.identity import chunks, record_owners
from parvis.domain.sources.services.planning import Surroundings, read_surroundings
from parvis.domain.sources.services.remaking import remake_organisations
from parvis.domain.sources.services.weighing import weigh_again

PLACES = {source: place for place, source in enumerate(DEFAULT)}


def digests(ids: Iterable[int]) -> dict[int, dict[Key, str]]:
    """The records of these organisations with their hashes, in the order of trust."""
    found: dict[int, list[tuple[Key, str]]] = defaultdict(list)
    for chunk in chunks(ids):
        rows = SourceRecord.objects.filter(organisation_id__in=chunk).order_by("source_key")
        for organisation, source, key, digest in rows.values_list("organisation_id", "source", "source_key", "digest"):
            found[organisation].append((Key(source, key), digest))
    return {pk: dict(sorted(rows, key=_trust)) for pk, rows in found.items()}


def _trust(item: tuple[Key, str]) -> tuple[int, Key]:
    return PLACES.get(item[0].source, len(PLACES)), item[0]


def remaker() -> Remake:
    """A function that makes organisations anew; it reads the reference data once, when it is first called."""
    known: list[Surroundings] = []

    def remake(ids: Iterable[int]) -> None:
        if not known:
            known.append(read_surroundings())
        remake_organisations(ids, around=known[0])

    return remake


def waiting() -> set[int]:
    """The records that name a parent who is not in the directory, or of whom nobody knows who it is."""
    return set(SourceRecord.objects.filter(has_unresolved=True).order_by().values_list("pk", flat=True))


def shared() -> frozenset[str]:
    """The public registers; tables of the campus's own are numbered here, and differently elsewhere."""
    return frozenset(code for code in importers.names() if not code.startswith(OWN))


RECORDS = SourceRecords(
    digests=digests,
    owners=record_owners,
    remaker=remaker,
    weigh=weigh_again,
    waiting=waiting,
    shared=shared,
    table=SourceRecord._meta.label_lower,
    flag="has_unresolved",
)
