"""The search indexes over everything, built once."""

from parvis.base.search.registry import indexes
from parvis.base.search.selectors.drift import is_stale
from parvis.base.search.services.indexing import rebuild, repair
from parvis.demo.context import Context
from parvis.domain.directory.search_documents import INDEX


def build(context: Context) -> None:
    """Build each index over everything, or mend one that is there, whatever an interrupted build left undone."""
    for name in sorted(indexes.names(), key=is_last):
        if is_stale(name):
            held = rebuild(name)
            context.say(f"search index of {name}: {held:,}")
        elif found := repair(name):
            context.say(f"search index of {name}: {len(found.keys):,} brought up to date")


def is_last(name: str) -> bool:
    """That of organisations comes last: it tells that the demo is built."""
    return name == INDEX
