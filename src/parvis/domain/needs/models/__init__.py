"""Needs, offers, and opportunities."""

from parvis.domain.needs.models.notices import NeedQuestion, Notice, Report
from parvis.domain.needs.models.opportunities import Interest, Opportunity, OpportunityImport

__all__ = ["Interest", "NeedQuestion", "Notice", "Opportunity", "OpportunityImport", "Report"]
