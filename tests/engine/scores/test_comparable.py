"""Marks of strict and generous reviewers become comparable."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.scores import Doubt, comparable, reviews_of, verify
from parvis.engine.scores.draws import chances
from parvis.engine.scores.model import model_of, reduced, solved
from tests.engine.scores.panels import agreement, panel

STRICT = [
    *[(name, "generous", mark) for name, mark in (("a", 80.0), ("b", 85.0), ("c", 90.0), ("d", 84.0))],
    *[(name, "strict", mark) for name, mark in (("c", 50.0), ("d", 45.0), ("e", 55.0), ("f", 51.0))],
    *[(name, "other", mark) for name, mark in (("a", 61.0), ("b", 65.0), ("e", 77.0), ("f", 70.0))],
]
"""Who was read by the strict one is not worse for it."""

tables = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxy")),
    st.integers(0, 20).map(float),
    min_size=1,
    max_size=20,
)


def rows_of(table):
    return [(*pair, mark) for pair, mark in table.items()]


def test_an_application_read_by_the_strict_is_not_worse_for_it():
    reviews = reviews_of(STRICT)
    answer = comparable(reviews, scale=100)
    raw, adjusted = (dict(zip(reviews.applications, marks, strict=True)) for marks in (answer.raw, answer.adjusted))
    assert raw["a"] > raw["f"]
    assert adjusted["a"] < adjusted["f"]
    leniency = dict(zip(reviews.reviewers, answer.leniency, strict=True))
    assert leniency["strict"] < leniency["other"] < leniency["generous"]
    assert (answer.leniency_low < answer.leniency).all()
    assert (answer.leniency < answer.leniency_high).all()
    assert verify(reviews, answer) == []


@pytest.mark.parametrize("seed", range(3))
def test_adjusted_marks_are_nearer_to_the_truth_than_their_means(seed):
    reviews, good, mild = panel(200, 50, seed=seed)
    answer = comparable(reviews)
    assert agreement(answer.adjusted, good) > agreement(answer.raw, good) + 0.01
    assert np.corrcoef(answer.leniency, mild)[0, 1] > 0.85
    inside = (answer.low <= good + 5) & (good + 5 <= answer.high)
    assert 0.8 <= inside.mean() <= 0.98


def test_the_division_of_the_spread_is_found_again():
    reviews, _good, _mild = panel(600, 150, seed=5, quality=2.0, leniency=1.0, noise=1.0)
    shares = comparable(reviews).shares
    found = [shares.quality, shares.leniency, shares.noise]
    assert found == pytest.approx([4 / 6, 1 / 6, 1 / 6], abs=0.06)
    assert sum(found) == pytest.approx(1)


def test_reviewers_who_do_not_differ_change_little():
    reviews, _good, _mild = panel(200, 50, seed=1, leniency=0.0, noise=0.3)
    answer = comparable(reviews)
    assert agreement(answer.adjusted, answer.raw) > 0.995
    assert answer.shares.leniency < 0.02


@settings(deadline=None, max_examples=25)
@given(tables)
def test_every_table_has_an_answer_that_holds(table):
    reviews = reviews_of(rows_of(table), "abcdef")
    answer = comparable(reviews, top=2, draws=200)
    assert verify(reviews, answer) == []
    assert (answer.low < answer.adjusted).all()
    assert (answer.adjusted < answer.high).all()
    assert sorted(answer.order.tolist()) == list(range(6))
    assert (np.diff(answer.adjusted[answer.order]) <= 0).all()


@settings(deadline=None, max_examples=12)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(table, random):
    rows = rows_of(table)
    one = comparable(reviews_of(rows), top=1, draws=100)
    random.shuffle(rows)
    other = comparable(reviews_of(rows), top=1, draws=100)
    assert one.adjusted.tolist() == other.adjusted.tolist()
    assert one.chance.tolist() == other.chance.tolist()


@settings(deadline=None, max_examples=12)
@given(tables, st.integers(-50, 50), st.sampled_from([0.5, 2.0, 10.0]))
def test_another_scale_gives_the_same_marks_on_it(table, shift, factor):
    one = comparable(reviews_of(rows_of(table)), scale=20)
    moved = {pair: mark * factor + shift for pair, mark in table.items()}
    other = comparable(reviews_of(rows_of(moved)), scale=20 * factor)
    for name in ("adjusted", "low", "high"):
        assert getattr(other, name) == pytest.approx(getattr(one, name) * factor + shift, abs=1e-5)


def test_means_and_scales_are_those_of_the_whole_covariance():
    reviews, _good, _mild = panel(12, 5, each=2, seed=2)
    answer = comparable(reviews, scale=10)
    node = max(answer.nodes, key=lambda one: one.weight)
    shares = node.shares
    of_a, of_r = np.eye(12)[reviews.a], np.eye(5)[reviews.r]
    own = shares.quality * of_a @ of_a.T + shares.leniency * of_r @ of_r.T + shares.noise * np.eye(len(reviews.marks))
    back = np.linalg.inv(own)
    ones = np.ones(len(own))
    information = ones @ back @ ones
    mean = ones @ back @ reviews.marks / information
    rest = reviews.marks - mean
    squares = rest @ back @ rest + (10 / 4) ** 2
    marks = mean + shares.quality * of_a.T @ back @ rest
    # the variance of what is left, with what the mean adds to it
    gain = shares.quality * of_a.T @ back
    left = shares.quality - np.einsum("ij,ij->i", gain @ own, gain) + (1 - gain @ ones) ** 2 / information
    assert node.mean + node.quality == pytest.approx(marks)
    assert node.scales == pytest.approx(np.sqrt(left * squares / answer.freedom))


def test_chances_follow_the_places_and_the_seed():
    reviews, _good, _mild = panel(seed=4)
    answer = comparable(reviews, top=10, seed=1)
    assert answer.chance.sum() == pytest.approx(10)
    assert agreement(answer.chance, answer.adjusted) > 0.9
    assert comparable(reviews, top=10, seed=1).chance.tolist() == answer.chance.tolist()
    other = comparable(reviews, top=10, seed=2).chance
    assert other.tolist() != answer.chance.tolist()
    assert other == pytest.approx(answer.chance, abs=0.05)
    assert comparable(reviews).chance is None


def test_with_places_for_all_everybody_is_among_the_first():
    reviews = reviews_of(STRICT)
    for top in (6, 9):
        answer = comparable(reviews, top=top)
        assert answer.chance.tolist() == [1.0] * 6
        assert verify(reviews, answer) == []


def test_chances_are_those_of_a_division():
    reviews, _good, _mild = panel(30, 10, seed=6)
    model = model_of(reviews)
    one = solved(model, reduced(model, 1.0), 1.0)
    assert chances(model, [(1.0, one), (0.0, one)], top=3, draws=50, seed=0).sum() == pytest.approx(3)


def test_doubts_say_what_a_mark_rests_on():
    rows = [
        *[(name, who, 5.0) for name in "abcd" for who in ("u", "v")],
        ("e", "u", 4.0),
        ("f", "w", 3.0),
        ("f", "x", 3.0),
        ("g", "v", 2.0),
        ("g", "y", 2.0),
    ]
    reviews = reviews_of(rows, ["h"])
    found = dict(zip(reviews.applications, comparable(reviews).doubts, strict=True))
    assert found == {
        "a": (),
        "b": (),
        "c": (),
        "d": (),
        "e": (Doubt.ONE_REVIEW,),
        "f": (Doubt.APART, Doubt.NEW_REVIEWER),
        "g": (Doubt.NEW_REVIEWER,),
        "h": (Doubt.NO_REVIEW,),
    }


def test_without_a_review_nothing_is_said_that_is_not_said_of_any():
    reviews = reviews_of(STRICT, ["unread"])
    answer = comparable(reviews)
    unread = reviews.applications.index("unread")
    assert np.isnan(answer.raw[unread])
    assert answer.adjusted[unread] == pytest.approx(float(np.dot([n.mean for n in answer.nodes], _weights(answer))))
    assert (answer.high - answer.low)[unread] == (answer.high - answer.low).max()


def _weights(answer):
    return [node.weight for node in answer.nodes]


def test_one_review_says_little():
    answer = comparable(reviews_of([("a", "u", 70.0)]), scale=100)
    assert answer.adjusted.tolist() == [pytest.approx(70)]
    assert answer.high[0] - answer.low[0] > 100


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("a", "u", 1.0), ("b", "u", 2.0), ("a", "u", 3.0)], "u has two marks for a"),
        ([("a", "u", float("nan"))], "the mark of u for a is no number"),
    ],
)
def test_rows_that_cannot_be(rows, sentence):
    with pytest.raises(ValueError, match=sentence):
        reviews_of(rows)


def test_without_any_review_there_is_no_answer():
    with pytest.raises(ValueError, match="there is no review"):
        comparable(reviews_of([], ["a"]))


def test_verify_finds_each_fault():
    reviews, _good, _mild = panel(8, 4, seed=3)
    answer = comparable(reviews, top=2)
    node = answer.nodes[0]
    faults = {
        "the weights": {"nodes": answer.nodes[1:]},
        "division 0 misses": {"nodes": (replace(node, quality=node.quality + 1), *answer.nodes[1:])},
        "not counted right": {"reviews": answer.reviews + 1},
        "a raw mark": {"raw": answer.raw + 1},
        "an adjusted mark": {"adjusted": answer.adjusted + 1},
        "an interval": {"high": answer.high + 1},
        "between 0 and 1": {"chance": answer.chance - 1},
        "sum up to the places": {"chance": answer.chance / 2},
    }
    for sentence, changed in faults.items():
        assert any(sentence in said for said in verify(reviews, replace(answer, **changed))), sentence
