"""News of needs, offers and opportunities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeChanged:
    """What may be read of a notice has changed: its text, its readers or its state."""

    notice_id: int


@dataclass(frozen=True)
class OpportunityChanged:
    """An opportunity came, changed or ended, or who is interested in it has."""

    opportunity_id: int
