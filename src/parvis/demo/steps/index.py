"""The search index over everything, built once."""

from parvis.base.search.selectors.drift import is_stale
from parvis.base.search.services.indexing import rebuild, repair
from parvis.demo.context import Context
from parvis.domain.directory.search_documents import INDEX


def build(context: Context) -> None:
    """Build the index over everything, or mend one that is there, whatever an interrupted build left undone."""
    if is_stale(INDEX):
        held = rebuild(INDEX)
        context.say(f"search index: {held:,} organisations")
    elif found := repair(INDEX):
        context.say(f"search index: {len(found.keys):,} organisations brought up to date")
