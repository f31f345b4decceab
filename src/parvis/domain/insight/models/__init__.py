"""Snapshots of indicators."""

from parvis.domain.insight.models.snapshots import Snapshot

__all__ = ["Snapshot"]
