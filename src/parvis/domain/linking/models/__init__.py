"""Judgements and merges."""

from parvis.domain.linking.models.judgements import Judgement
from parvis.domain.linking.models.merges import Merge, MergeRow

__all__ = ["Judgement", "Merge", "MergeRow"]
