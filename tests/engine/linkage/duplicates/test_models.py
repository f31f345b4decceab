"""The models of deduplication as data."""

import json

import pytest

from parvis.engine.linkage.duplicates.models import Models, read, shipped_models, write
from parvis.engine.linkage.duplicates.trees import Model, Tree

TREE = Tree(features=(0, 1), codes=(0, 1), values=(-1.0, 0.5, 0.0, 2.0), covers=(1.0, 1.0, 1.0, 1.0))
MODEL = Model(("same_words", "same_city"), ((0.5,), (0.0, 1.0)), -0.25, (TREE, TREE))
BESIDE = Model(("by_itself", "best_other"), ((0.5,), (0.0, 1.0)), 0.5, (TREE,))
MODELS = Models(MODEL, MODEL, BESIDE, {"date": "2026-01-01", "training": "1 000 fiches"})


@pytest.fixture
def kept(tmp_path):
    write(tmp_path / "models.json", MODELS)
    return tmp_path / "models.json"


def test_models_are_kept_and_read_again(kept):
    assert read(kept) == MODELS


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"trees": [{"features": [0], "codes": [0], "values": [1], "covers": [1]}]}, id="too few values"),
        pytest.param({"trees": [{"features": [0]}]}, id="something is missing"),
        pytest.param(
            {"trees": [{"features": [7], "codes": [0], "values": [1, 2], "covers": [1, 1]}]}, id="an unknown feature"
        ),
        pytest.param({"bias": "much"}, id="no number"),
        pytest.param({"features": "none"}, id="no list"),
    ],
)
def test_another_file_is_refused(kept, change):
    data = json.loads(kept.read_text())
    kept.write_text(json.dumps({**data, "second": data["second"] | change}))
    with pytest.raises(ValueError, match=r"models\.json does not hold the models of deduplication"):
        read(kept)


@pytest.mark.parametrize("text", ["", "[]", "{}", "7"])
def test_what_is_no_model_at_all_is_refused(tmp_path, text):
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(ValueError, match=r"other\.json does not hold the models of deduplication"):
        read(tmp_path / "other.json")


@pytest.mark.parametrize("name", ["same_city", "best_other"])
def test_a_feature_of_another_version_is_refused(kept, name):
    kept.write_text(kept.read_text().replace(name, "same_colour"))
    with pytest.raises(ValueError, match="asks for same_colour, which this version does not compare"):
        read(kept)


def test_what_is_shipped_says_when_and_on_what_it_was_fitted():
    about = shipped_models().about
    assert {"date", "training", "pairs", "agreement"} <= about.keys()
