"""Factors of the network: two organisations are near when the same others work with both."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from parvis.engine.recommend.network import Network
from parvis.engine.recommend.sparse import inverse, scaled, sums
from parvis.engine.recommend.types import Floats

FACTORS = 48


@dataclass(frozen=True, slots=True)
class Latent:
    """A row of factors for each organisation that asks (left), and for each that may answer (right)."""

    left: Floats
    right: Floats


def latent_of(network: Network) -> Latent:
    """The truncated singular vectors of the ties, damped and scaled by degree; a small network has none."""
    count = network.ties.shape[0]
    factors = min(FACTORS, network.ties.nnz // 4, count - 2)
    if factors < 1:
        return Latent(np.zeros((count, 1), dtype=np.float32), np.zeros((count, 1), dtype=np.float32))
    damped = network.ties.copy()
    damped.data = np.log1p(4 * damped.data)
    scale = inverse(np.sqrt(sums(damped, 1) + 1))
    whole = sparse.csr_matrix(scaled(scale, damped, scale), dtype=np.float64)
    left, sizes, right = svds(whole, k=factors, v0=np.full(count, 1 / np.sqrt(count)))
    roots = np.sqrt(sizes)
    return Latent(*(np.ascontiguousarray(side * roots, dtype=np.float32) for side in (left, right.T)))
