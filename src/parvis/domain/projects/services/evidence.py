"""What must be seen in a name before it is taken for an organisation: a second look at what the linker found.

The linker weighs what is rare against what is common, and so may be very sure of a name that it never saw in full, such
as "Kermap" for "Kerpape". That is right for proposals, which a person judges. Nobody judges ties, so a reader has to
see in the name that it is this organisation: by its words, by its acronym in its own region, or by its lab number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers import split_labels
from parvis.domain.directory.models import Identifier, Organisation, Relation
from parvis.domain.reference.enums import OrganisationKind
from parvis.engine.linkage import Record
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.tables import generic_words

VERSION = 2
"""To be raised when what is asked here changes, so that everything is compared again."""

HELD = 0.75
"""Share of a name, by the length of its words, that has to be in the other one."""

GENERIC = 0.2
"""What a word that only names a kind of organisation ("laboratoire") counts beside another one."""

KINDS = frozenset({"universite", "ecole", "chu", "chru", "hopital", "clinique"})
"""Words for a kind that no name leaves out: what else is at Paris-Saclay is not the university."""

SPELT = 4
"""Letters from which a word may be spelt with one mistake."""

SHORTEST_ACRONYM = 3
MANY = 20
"""Labs and other parts from which an institution is at home in every region."""

IN_ONE_PLACE = frozenset({OrganisationKind.LAB, OrganisationKind.HOSPITAL, OrganisationKind.FACILITY})
"""Kinds of organisations that are not in two regions at once; institutions and companies are."""

Words = tuple[str, ...]

_NUMBER = re.compile(r"\d+|[ivx]+")


class Evidence:
    """The directory as it is read for a second look."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {int(record.id): record for record in records}
        cities = _words_of([record.city for record in self._records.values()])
        self._cities = dict(zip(self._records, cities, strict=True))
        rows = Organisation.objects.exclude(region=None).order_by().values_list("pk", "kind", "region_id")
        self._places = {pk: (kind, region) for pk, kind, region in rows}
        self._labels: dict[int, set[str]] = defaultdict(set)
        numbers = Identifier.objects.filter(scheme=Scheme.LABEL).order_by()
        for pk, value in numbers.values_list("organisation_id", "value"):
            self._labels[pk].add(value)
        parts: dict[int, int] = defaultdict(int)
        for parent in Relation.objects.order_by().values_list("parent_id", flat=True):
            parts[parent] += 1
        self._everywhere = {pk for pk, number in parts.items() if number >= MANY}
        self._words: dict[int, list[Words]] = {}

    def shows(self, name: str, region: str | None, organisation: int) -> bool:
        """Whether a reader sees in the name, given in this region, that it is this organisation."""
        kind, own_region = self._places.get(organisation, ("", None))
        is_elsewhere = region is not None and own_region is not None and region != own_region
        if is_elsewhere and kind in IN_ONE_PLACE:
            return False
        (typed,) = _words_of([name])
        city = self._cities[organisation]
        if any(
            _held(words, typed, city, may_have_grown=True) or _held(typed, words, city)
            for words in self._names(organisation)
        ):
            return True
        is_near = organisation in self._everywhere or (region is not None and region == own_region)
        return (is_near and self._has_acronym(organisation, typed)) or self._has_label(organisation, name)

    def named(self, name: str, organisations: Iterable[int]) -> int | None:
        """The one of these organisations that has exactly this name, if there is one."""
        (typed,) = _words_of([name])
        found = {pk for pk in organisations if typed in self._names(pk)} if typed else set()
        return found.pop() if len(found) == 1 else None

    def _names(self, organisation: int) -> list[Words]:
        if organisation not in self._words:
            record = self._records[organisation]
            self._words[organisation] = _words_of([record.name, *record.aliases])
        return self._words[organisation]

    def _has_acronym(self, organisation: int, typed: Words) -> bool:
        acronyms = [words[0] for words in _words_of(self._records[organisation].acronyms) if len(words) == 1]
        return any(len(acronym) >= SHORTEST_ACRONYM and acronym in typed for acronym in acronyms)

    def _has_label(self, organisation: int, name: str) -> bool:
        return not self._labels[organisation].isdisjoint(split_labels(name))


def _words_of(names: Sequence[str]) -> list[Words]:
    """The words of names in the engine's one way of writing."""
    return [tuple(name.split()) for name in canonical_all(fold_all(names))]


def _held(words: Words, other: Words, city: Words, *, may_have_grown: bool = False) -> bool:
    """Whether the other name holds nearly all of this one.

    A name that says no more than its kind and its city ("Université de Lille") has to be there word by word, and not as
    the beginning of another one ("Université de Lille 3").
    """
    common = generic_words().union(city)
    own = [word for word in words if word not in common]
    if any(word in KINDS and word not in other for word in words):
        return False
    if not own:
        return len(words) > 1 and _follows(words, other)
    if len(own) == 1:
        return own[0] in other or (may_have_grown and any(_has_grown(own[0], word) for word in other))
    weights = {word: len(word) * (GENERIC if word in common else 1) for word in words}
    found = sum(weight for word, weight in weights.items() if _is_among(word, other))
    return found >= HELD * sum(weights.values())


def _follows(words: Words, other: Words) -> bool:
    """Whether the words stand together in the other name, without a number after them."""
    ends = [at + len(words) for at in range(len(other)) if other[at : at + len(words)] == words]
    return any(end == len(other) or not _NUMBER.fullmatch(other[end]) for end in ends)


def _has_grown(word: str, typed: str) -> bool:
    """One word alone has to be right; but an organisation may have got a letter more since: inra, inrae."""
    return len(typed) >= SPELT and word[:-1] == typed


def _is_among(word: str, others: Words) -> bool:
    if word in others:
        return True
    if len(word) < SPELT or any(character.isdigit() for character in word):
        return False
    return any(abs(len(word) - len(other)) <= 1 and OSA.distance(word, other, score_cutoff=1) <= 1 for other in others)
