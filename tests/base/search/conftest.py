"""An index over a dictionary, for tests."""

import pytest

from parvis.base.search.documents import SearchDocument
from parvis.base.search.registry import Index, indexes
from parvis.base.search.services import indexing


class Shelf(dict):
    """Documents by key, indexed under the name `shelf`."""

    def put(self, key, title, **fields):
        self[key] = SearchDocument(key=key, title=title, **fields)
        return self[key]

    def index(self, *keys):
        indexing.index("shelf", keys or list(self))


@pytest.fixture
def shelf(db):
    held = Shelf()
    indexes._items["shelf"] = Index(
        load=lambda keys: [held[key] for key in keys if key in held],
        keys=lambda: sorted(held),
        facets=("kind", "theme"),
    )
    yield held
    del indexes._items["shelf"]
