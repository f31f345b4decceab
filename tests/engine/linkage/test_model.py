"""Weights are data that can be kept and read again."""

import numpy as np
import pytest

from parvis.engine.linkage.model import Model, Steps, Sum, Weights, from_data, read, shipped, write

ALONE = Sum(-1.0, (Steps("same_words", (0.5,), (-1.0, 2.0), 0.25),))
BESIDE = Sum(0.5, (Steps("odds", (0.0,), (-1.0, 1.0), 0.0),))
WEIGHTS = Weights(Model(ALONE), Model(ALONE, BESIDE), Model(BESIDE), {"date": "2026-01-01"})


def test_steps():
    values = np.array([0.2, 0.5, 0.9, np.nan], dtype=np.float32)
    assert ALONE.steps[0](values).tolist() == [-1.0, 2.0, 2.0, 0.25]


def test_weights_are_read_as_they_were_written(tmp_path):
    write(tmp_path / "w.json", WEIGHTS)
    assert read(tmp_path / "w.json") == WEIGHTS


@pytest.mark.parametrize(
    "text", ["{}", "[1]", "no", '{"about": {}, "placed": {"alone": {"bias": "x", "steps": []}, "beside": null}}']
)
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "w.json").write_text(text)
    with pytest.raises(ValueError, match=r"w\.json does not hold weights of linking"):
        read(tmp_path / "w.json")


def test_edges_have_to_rise():
    data = WEIGHTS.as_data()
    data["placed"]["alone"]["steps"][0]["edges"] = [2, 1]
    with pytest.raises(ValueError, match="same_words needs ascending edges"):
        from_data(data)


def test_what_is_shipped_says_where_it_comes_from():
    assert {"date", "training"} <= set(shipped("names").about)


def test_each_pair_has_its_model():
    found = [(model, rows.tolist()) for model, rows in WEIGHTS.parts(np.array([1, 0, 1, 2]))]
    assert found == [(WEIGHTS.bare, [1]), (WEIGHTS.placed, [0, 2]), (WEIGHTS.hospital, [3])]
    assert [model for model, _rows in WEIGHTS.parts(np.array([1]))] == [WEIGHTS.placed]
