"""Weights are fitted from judged pairs."""

from dataclasses import replace

import pytest

from parvis.engine.linkage import Record, compare
from parvis.engine.linkage.fit import Judged, example_of, fit_weights, folds, have_rivals

TOWNS = ("Dijon", "Lyon", "Nantes", "Rouen", "Tours", "Brest", "Caen", "Lille", "Metz", "Nancy", "Nice", "Pau")
KINDS = (("CHU", "Centre hospitalier universitaire"), ("Université", "University"))


def judged(kinds=KINDS):
    """Each kind in each town, beside all towns."""
    return [
        Judged(Record(f"{short}{a}", f"{short} {a}"), Record(f"{long}{b}", f"{long} de {b}", city=b), a == b)
        for short, long in kinds
        for a in TOWNS
        for b in TOWNS
    ]


@pytest.fixture(scope="module")
def example():
    return example_of(judged())


def test_weights_tell_towns_apart(example):
    weights = fit_weights([example], {"date": "2026-01-01"})
    near = compare(Record("1", "CHU Pau"), Record("2", "Centre hospitalier universitaire de Pau"), weights)
    far = compare(Record("1", "CHU Pau"), Record("2", "Centre hospitalier universitaire de Brest"), weights)
    assert near.score > 0.5 > far.score


def test_the_same_pairs_give_the_same_weights(example):
    assert fit_weights([example], {}) == fit_weights([example], {})


def test_without_rivals_only_the_pair_counts(example):
    weights = fit_weights([example], {}, rivals=False)
    assert weights.placed.beside is weights.bare.beside is None


def test_records_with_a_place_and_bare_ones_are_fitted_apart(example):
    assert fit_weights([example], {}).placed == fit_weights([example], {}).bare
    there = example_of([replace(one, left=replace(one.left, city="Pau")) for one in judged()])
    weights = fit_weights([example, there], {})
    assert weights.placed != weights.bare


def test_too_few_pairs_are_refused():
    with pytest.raises(ValueError, match="at least 20 pairs"):
        fit_weights([example_of(judged(KINDS[:1]))], {})


def test_rivals_are_seen(example):
    alone = example_of([Judged(Record(town, town), Record(town, town), same=True) for town in TOWNS])
    assert (have_rivals(example), have_rivals(alone)) == (True, False)


def test_a_group_is_always_in_the_same_fold():
    assert folds(["a", "b", "a"]).tolist() == folds(["a", "b", "a"]).tolist()
    assert len(set(folds([str(number) for number in range(100)]).tolist())) == 5
