"""Shared reference data."""

from parvis.domain.reference.models.territories import Commune, Department, Region
from parvis.domain.reference.models.topics import Sector, Theme

__all__ = ["Commune", "Department", "Region", "Sector", "Theme"]
