"""What registers say by their own numbers."""

import numpy as np
import pytest

from parvis.engine.linkage.duplicates.identifiers import agree, contradict


@pytest.mark.parametrize(
    ("identifiers", "agrees", "contradicts"),
    [
        pytest.param({}, False, False, id="nothing known"),
        pytest.param({"siret": [1, 0]}, False, False, id="only one has it"),
        pytest.param({"siret": [0, 0]}, False, False, id="none has it"),
        pytest.param({"siret": [1, 1]}, True, False, id="a strong one agrees"),
        pytest.param({"siren": [1, 1]}, False, False, id="a legal unit may have many sites"),
        pytest.param({"siren": [1, 2]}, False, True, id="another legal unit"),
        pytest.param({"siren": [1, 1], "siret": [1, 2]}, False, True, id="two sites of one legal unit"),
        pytest.param({"ror": [3, 3], "siren": [1, 2]}, True, False, id="a strong one agrees, the legal unit changed"),
        pytest.param({"finess": [1, 2], "rnsr": [4, 0]}, False, True, id="one differs, one is missing"),
        pytest.param({"siret": [(1, 2), (3, 2)]}, True, False, id="one of several agrees"),
        pytest.param({"siret": [(1, 2), (3, 0)]}, False, True, id="none of several agrees"),
        pytest.param({"siren": [(1, 2), (2, 0)]}, False, False, id="one of several legal units is the same"),
    ],
)
def test_identifiers_agree_or_contradict(identifiers, agrees, contradicts):
    columns = {scheme: np.array(values, dtype=np.int32).reshape(2, -1) for scheme, values in identifiers.items()}
    for i, j in ((0, 1), (1, 0)):
        left, right = np.array([i]), np.array([j])
        assert agree(columns, left, right).tolist() == [agrees]
        assert contradict(columns, left, right).tolist() == [contradicts]
