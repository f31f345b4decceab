"""Candidate pairs, judgements, merges."""

from parvis.domain.linking.models.batches import Batch
from parvis.domain.linking.models.files import PairFile
from parvis.domain.linking.models.judgements import Judgement
from parvis.domain.linking.models.merges import Merge, MergeRow
from parvis.domain.linking.models.pairs import CandidatePair

__all__ = ["Batch", "CandidatePair", "Judgement", "Merge", "MergeRow", "PairFile"]
