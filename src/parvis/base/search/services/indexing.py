"""Keep an index in step with what it is about."""

from collections.abc import Iterable

from django.db import transaction

from parvis.base.search import terms
from parvis.base.search.documents import SearchDocument
from parvis.base.search.models import Document, Generation
from parvis.base.search.models.generation import Pending, new_stamp
from parvis.base.search.registry import Index, indexes
from parvis.base.search.selectors.drift import Drift, drift, is_stale
from parvis.base.search.selectors.generations import live_generation
from parvis.base.search.services import building
from parvis.base.search.services.changes import Changes, batches
from parvis.base.search.services.columns import Combinations, Ranks, respace, row_of, write_rows

TOGETHER = 2_000
"""Documents changed in one transaction."""

FEW = 500
"""So many documents are never worth a build."""

MANY, SHARE = 100, 1 / 400
"""From so many changed names on, and such a share of all, every name is numbered anew: that is quicker then than to
look for the neighbours of each."""


def index(name: str, keys: Iterable[int]) -> None:
    """Bring what the index says about these keys up to date: new, changed or gone.

    Builds the index anew when it was never built, was built under other rules, or would double: that is quicker then.
    """
    wanted = sorted(set(keys))
    if is_stale(name) or len(wanted) > max(FEW, _held(name)):
        rebuild(name)
        return
    for some in batches(wanted, TOGETHER):
        _index_some(name, indexes.get(name), some)


def remove(name: str, keys: Iterable[int]) -> None:
    """Take these keys out of the index."""
    if live_generation(name) is not None:
        for some in batches(sorted(set(keys)), TOGETHER):
            _index_some(name, indexes.get(name), some, gone=True)


def rebuild(name: str, progress: building.Progress | None = None) -> int:
    """Build the index anew beside the one in use, then put it in its place; returns how many documents it holds."""
    held = building.rebuild(name, progress)
    keys = list(Pending.objects.filter(generation__index=name, generation__is_live=True).values_list("key", flat=True))
    if keys:
        index(name, keys)
        Pending.objects.filter(generation__index=name, generation__is_live=True, key__in=keys).delete()
    return held


def bring_up_to_date() -> list[str]:
    """Build every index that was never built or was built under other rules; their names."""
    stale = [name for name in indexes.names() if is_stale(name)]
    for name in stale:
        rebuild(name)
    return stale


def repair(name: str) -> Drift:
    """Index again what differs from what the index says; returns what differed."""
    found = drift(name)
    if found.is_stale:
        rebuild(name)
    elif found.keys:
        index(name, found.keys)
    return found


def _index_some(name: str, index: Index, keys: list[int], *, gone: bool = False) -> None:
    with transaction.atomic():
        generation = _locked(name)
        loaded = {} if gone else {document.key: document for document in index.load(keys)}
        present = {row.key: row for row in Document.objects.filter(generation=generation.pk, key__in=keys)}
        _note_for_builds(name, keys)
        many = len(keys) >= max(MANY, generation.documents * SHARE)
        changes, rows = Changes(), _Rows(generation, index, many=many)
        for key in keys:
            new, row = loaded.get(key), present.get(key)
            if new or row:
                old = SearchDocument.from_json(row.content) if row else None
                changes.replace(rows.put(new, old, row), old=old, new=new)
        changes.write(generation)
        rows.write()


def _held(name: str) -> int:
    live = live_generation(name)
    return live.documents if live else 0


def _locked(name: str) -> Generation:
    """The build in use (there is one), locked against other writers until the transaction ends."""
    while True:
        live = Generation.objects.get(index=name, is_live=True)
        stamp = new_stamp()
        if Generation.objects.filter(pk=live.pk, is_live=True).update(stamp=stamp):
            return Generation.objects.get(pk=live.pk)


def _note_for_builds(name: str, keys: list[int]) -> None:
    for builds in Generation.objects.filter(index=name, is_live=False):
        Pending.objects.bulk_create([Pending(generation=builds, key=key) for key in keys])


class _Rows:
    """The document rows and columns of one transaction."""

    def __init__(self, generation: Generation, index: Index, *, many: bool) -> None:
        self._generation = generation
        self._index = index
        self._combinations = Combinations(index.facets, generation.combinations)
        self._many = many
        self._kept: dict[int, SearchDocument] = {}
        self._cleared: list[int] = []
        self._saved: list[Document] = []
        self._gone: list[int] = []

    def put(self, new: SearchDocument | None, old: SearchDocument | None, row: Document | None) -> int:
        """Note what becomes of one document; returns its number."""
        if new is None:
            assert row is not None  # noqa: S101 -- the caller passes one of them
            self._gone.append(row.pk)
            self._cleared.append(row.number)
            self._generation.documents -= 1
            return row.number
        number = row.number if row else self._next()
        self._kept[number] = new
        if new != old:
            key = terms.sort_key(new)
            self._saved.append(
                Document(
                    generation=self._generation.pk, number=number, key=new.key, content=new.as_json(), sort_key=key
                )
            )
        return number

    def _next(self) -> int:
        number = self._generation.next_number
        self._generation.next_number += 1
        self._generation.documents += 1
        return number

    def write(self) -> None:
        """Write rows, columns, and what the generation knows of them."""
        sort_keys = {number: terms.sort_key(document) for number, document in self._kept.items()}
        ranks = None if self._many else Ranks(self._generation, self._index.facets).of(sort_keys.values())
        Document.objects.filter(pk__in=self._gone).delete()
        Document.objects.bulk_create(
            self._saved,
            update_conflicts=True,
            unique_fields=("generation", "key"),
            update_fields=("content", "sort_key"),
        )
        changed: dict[int, tuple[float, ...] | None] = dict.fromkeys(self._cleared)
        for number, document in self._kept.items():
            changed[number] = row_of(document, ranks[sort_keys[number]] if ranks else 0.0, self._combinations)
        write_rows(self._generation, self._index.facets, changed)
        self._generation.combinations = self._combinations.lists
        self._generation.save(update_fields=("combinations", "documents", "next_number"))
        if ranks is None:
            respace(self._generation, self._index.facets)
