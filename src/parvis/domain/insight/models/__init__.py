"""Snapshots of indicators, and which of them are public."""

from parvis.domain.insight.models.public import PublicIndicator
from parvis.domain.insight.models.snapshots import Snapshot

__all__ = ["PublicIndicator", "Snapshot"]
