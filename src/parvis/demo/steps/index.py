"""The search index over everything, built once."""

from parvis.base.search.selectors.generations import live_generation
from parvis.base.search.services.indexing import index, rebuild
from parvis.demo.context import Context
from parvis.domain.directory.search_documents import INDEX


def build(context: Context, changed: set[int]) -> None:
    """Build the index over everything, or bring one that is there up to date."""
    if live_generation(INDEX) is not None:
        index(INDEX, changed)
    else:
        held = rebuild(INDEX)
        context.say(f"search index: {held:,} organisations")
