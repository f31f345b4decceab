"""What people said about records: the same organisation as another one, or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from parvis.domain.directory.models import Organisation
from parvis.domain.linking.keys import DIRECTORY, Key
from parvis.domain.linking.selectors.judgements import known_different, known_same
from parvis.domain.sources.selectors.identity import record_owners


@dataclass(frozen=True, slots=True)
class Judged:
    """By the keys of records: the other records that are the same, who these belong to, and who each is not."""

    same: dict[str, frozenset[Key]] = field(default_factory=dict)
    organisations: dict[Key, int] = field(default_factory=dict)
    apart: dict[str, set[int]] = field(default_factory=dict)

    def owner(self, key: str) -> int | None:
        """The organisation of the directory that the record is, by the word of a person."""
        found = sorted(self.organisations[other] for other in self.same.get(key, ()) if other in self.organisations)
        return found[0] if found else None


def judged(source: str, keys: Iterable[str]) -> Judged:
    """The last word about each of these records."""
    wanted = [Key(source, key) for key in sorted(keys)]
    same = {key.key: others for key, others in known_same(wanted).items()}
    different = [(key, other) for pair in known_different(wanted) for key in pair for other in pair - {key}]
    others = {other for those in same.values() for other in those} | {other for _key, other in different}
    organisations = _organisations_of(others)
    apart: dict[str, set[int]] = {}
    for key, other in different:
        if key.source == source and other in organisations:
            apart.setdefault(key.key, set()).add(organisations[other])
    return Judged(same, organisations, apart)


def _organisations_of(keys: Iterable[Key]) -> dict[Key, int]:
    wanted = set(keys)
    own = {key: int(key.key) for key in wanted if key.source == DIRECTORY}
    present = survivors(own.values())
    found = {key: present[pk] for key, pk in own.items() if pk in present}
    return found | record_owners(wanted - own.keys())


def survivors(ids: Iterable[int]) -> dict[int, int]:
    """For each of these organisations that is still there, itself or the one that took it in."""
    rows = Organisation.everything.filter(pk__in=set(ids)).order_by("pk")
    found = {pk: pk for pk in rows.filter(merged_into=None).values_list("pk", flat=True)}
    taken_in = dict(rows.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    further = survivors(taken_in.values()) if taken_in else {}
    return found | {pk: further[survivor] for pk, survivor in taken_in.items() if survivor in further}
