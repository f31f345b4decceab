"""Weights are data that can be kept and read again."""

import numpy as np
import pytest

from parvis.engine.linkage.model import Steps, Sum, Weights, from_data, read, shipped, write

WEIGHTS = Weights(
    Sum(-1.0, (Steps("same_words", (0.5,), (-1.0, 2.0), 0.25),)),
    Sum(0.5, (Steps("odds", (0.0,), (-1.0, 1.0), 0.0),)),
    {"date": "2026-01-01"},
)


def test_steps():
    values = np.array([0.2, 0.5, 0.9, np.nan], dtype=np.float32)
    assert WEIGHTS.alone.steps[0](values).tolist() == [-1.0, 2.0, 2.0, 0.25]


@pytest.mark.parametrize("beside", [WEIGHTS.beside, None])
def test_weights_are_read_as_they_were_written(tmp_path, beside):
    weights = Weights(WEIGHTS.alone, beside, WEIGHTS.about)
    write(tmp_path / "w.json", weights)
    assert read(tmp_path / "w.json") == weights


@pytest.mark.parametrize("text", ["{}", "[1]", "no", '{"about": {}, "alone": {"bias": "x", "steps": []}}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "w.json").write_text(text)
    with pytest.raises(ValueError, match=r"w\.json does not hold weights of linking"):
        read(tmp_path / "w.json")


def test_edges_have_to_rise():
    data = WEIGHTS.as_data()
    data["alone"]["steps"][0]["edges"] = [2, 1]
    with pytest.raises(ValueError, match="same_words needs ascending edges"):
        from_data(data)


def test_what_is_shipped_says_where_it_comes_from():
    assert {"date", "training"} <= set(shipped("names").about)
