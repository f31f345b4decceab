"""Which build of an index is in use."""

from parvis.base.search.models import Generation


def live_generation(index: str) -> Generation | None:
    """The build in use, or None when the index was never built."""
    return Generation.objects.filter(index=index, is_live=True).first()
