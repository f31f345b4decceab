"""How well reviewers fit applications."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.affinity import Weights, affinity, expertise_of, nearness, shared

NAN = float("nan")


def one(**parts):
    """The affinity of one pair."""
    values = {"themes": NAN, "text": NAN, "past": NAN, "wishes": 0, **parts}
    weights = values.pop("weights", None)
    arrays = {name: np.array([[value]], dtype=float) for name, value in values.items()}
    return affinity(**arrays, weights=weights)[0, 0]


def test_texts_are_nearest_to_who_knows_them():
    expertise = expertise_of(["Imagerie médicale et radiologie", "Droit des données de santé", ""], ["", "", "IRM"])
    said, past = nearness(expertise, ["Des IRM et de l'imagerie pour les radiologues", "Le droit de la donnée", "!"])
    assert said[:2, :2].argmax(axis=1).tolist() == [0, 1]
    assert said[2, :2].tolist() == [0, 0]
    assert np.isnan(said[:, 2]).all()
    assert np.isnan(past[:, :2]).all()
    assert past[:, 2] == pytest.approx([1, 0, 0], abs=0.8)
    assert past[0, 2] > 0


def test_the_nearness_of_a_pair_does_not_depend_on_other_applications():
    expertise = expertise_of(["cancer and imaging", "cancer and law"], ["", ""])
    alone, _past = nearness(expertise, ["imaging of cancer"])
    together, _past = nearness(expertise, ["imaging of cancer", "law", "law of imaging"])
    assert alone[0].tolist() == together[0].tolist()


def test_a_text_is_as_near_to_itself_as_can_be():
    expertise = expertise_of(["sensors for the home", "wards"], ["", ""])
    said, _past = nearness(expertise, ["sensors for the home"])
    assert said[0] == pytest.approx([1, 0], abs=1e-6)


def test_a_panel_of_one_is_compared_too():
    said, _past = nearness(expertise_of(["sensors"], [""]), ["sensors"])
    assert said[0, 0] == pytest.approx(1)


def test_shared_themes_are_a_part_of_those_wanted():
    found = shared([frozenset({1, 2}), frozenset()], [frozenset({1}), frozenset({1, 2, 3}), frozenset()])
    assert found[0, :2].tolist() == [0.5, 1.0]
    assert np.isnan(found[0, 2])
    assert np.isnan(found[1]).all()


def test_without_any_theme_nothing_is_shared():
    assert np.isnan(shared([frozenset()], [frozenset()])).all()


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"themes": 1.0, "text": 0.0, "past": 0.0}, 0.4),
        ({"themes": 1.0, "text": 0.5}, 0.75),
        ({"text": 0.5}, 0.5),
        ({}, 0.0),
        ({"themes": 1.0, "text": 0.0, "weights": Weights(themes=1, text=3)}, 0.25),
        ({"themes": 1.0, "weights": Weights(themes=0)}, 0.0),
        ({"text": 0.4, "wishes": 2}, 0.7),
        ({"text": 0.4, "wishes": 1}, 0.55),
        ({"text": 0.4, "wishes": -1}, 0.1),
        ({"text": 0.4, "wishes": 2, "weights": Weights(wishes=0)}, 0.4),
        ({"wishes": 2}, 0.5),
    ],
)
def test_parts_are_weighed_and_wishes_move_them(parts, found):
    assert one(**parts) == pytest.approx(found)


share = st.floats(0, 1) | st.just(NAN)


@given(share, share, share, st.sampled_from([-1, 0, 1, 2]))
def test_an_affinity_is_between_0_and_1_and_wishes_keep_their_order(themes, text, past, wish):
    values = [one(themes=themes, text=text, past=past, wishes=said) for said in (-1, 0, 1, 2)]
    assert values == sorted(values)
    assert 0 <= one(themes=themes, text=text, past=past, wishes=wish) <= 1
