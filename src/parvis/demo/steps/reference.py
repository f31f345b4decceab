"""Territories, sectors and the four themes."""

from parvis.demo.context import Context
from parvis.domain.reference.services.load import load_reference


def build(context: Context) -> None:
    """Load the reference data."""
    load_reference(context.progress)
