"""The weights that probabilities come from: those that parvis comes with, or an instance's own."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from parvis.engine.linkage.model import Weights, read, shipped


def weights() -> Weights:
    """The weights in use. Raises ImproperlyConfigured when the file that the settings name holds none."""
    return _read(settings.LINKING_WEIGHTS)


def weights_version() -> str:
    """What the probabilities come from, as judgements name it."""
    own = "own" if settings.LINKING_WEIGHTS else "names"
    return f"{own} {weights().about.get('date', '')}".strip()[:60]


@cache
def _read(path: str) -> Weights:
    if not path:
        return shipped("names")
    try:
        return read(Path(path))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"PARVIS_LINKING_WEIGHTS: {error}") from error
