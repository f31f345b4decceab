"""Weights that are learnt from the past, and kept as data."""

import json

import numpy as np
import pytest

from parvis.engine.recommend import Participation, Project, Query, Recommender, history_of
from parvis.engine.recommend.fit import asked_in, fit
from parvis.engine.recommend.models import PARTS, read, shipped_weights, write
from tests.engine.recommend.conftest import FEW, world


def test_each_partner_asks_for_the_others_that_were_known_before():
    rows = [Participation("old", name, 2010) for name in "abc"]
    rows += [Participation("new", name, 2011) for name in "abx"]
    rows += [Participation("alone", name, 2011) for name in "cx"]
    rows += [Participation("old", "a", 2011)]
    history = history_of(rows, before=2011)
    asked = list(asked_in(history, rows, [Project("new", "robot", "P")], 2011))
    assert [(one.query, one.partners.tolist()) for one in asked] == [
        (Query("new", "a", "robot", "P"), [1]),
        (Query("new", "b", "robot", "P"), [0]),
    ]


def test_fitted_weights_find_the_partners_of_the_next_year(small_world, weights):
    participations, projects, organisations = world(last=2018)
    history = history_of(participations, projects, organisations, 2018)
    recommender = Recommender(history, weights)
    asked = list(asked_in(history, participations, projects, 2018))
    hits = [np.isin(recommender.ranked(one.query).candidates[:5], one.partners).any() for one in asked]
    assert np.mean(hits) > 0.6


def test_the_last_year_is_what_is_learnt_and_never_what_is_known(small_world, weights):
    """What a lesson sees of its own year is only who asks: its history is that before the year."""
    participations, projects, organisations = small_world
    before = history_of([one for one in participations if one.year < 2017], projects, organisations)
    lesson = history_of(participations, projects, organisations, 2017)
    query = Query("q", "g0-0", "imagerie", "P0")
    ranked = [Recommender(history, weights).ranked(query) for history in (before, lesson)]
    assert ranked[0].candidates.tolist() == ranked[1].candidates.tolist()
    assert ranked[0].log_odds.tolist() == ranked[1].log_odds.tolist()


def test_fitting_is_deterministic(small_world, weights):
    again = fit(*small_world, {"training": "a small world"}, queries=60, settings=FEW)
    assert again.models == weights.models
    assert weights.about["years"] == [2013, 2014, 2015, 2016, 2017]


@pytest.mark.parametrize("rows", [[], world()[0][:60]])
def test_too_little_to_learn_from_is_refused(rows):
    with pytest.raises(ValueError, match="too few projects to learn from"):
        fit(rows, [], [], {}, settings=FEW)


def test_weights_are_kept_and_read_again(tmp_path, weights):
    path = tmp_path / "weights.json"
    write(path, weights)
    again = read(path)
    assert (again.models, again.about) == (weights.models, weights.about)


def test_shipped_weights_say_what_they_were_fitted_on():
    about = shipped_weights().about
    assert about["training"]
    assert about["date"].count("-") == 2
    assert shipped_weights().models.keys() == set(PARTS)


def broken(weights, path, change):
    write(path, weights)
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: data.pop("bare"), "does not hold weights of suggestions: 'bare'"),
        (lambda data: data["topic"]["trees"].clear(), "trees of one depth are needed"),
        (lambda data: data["topic"]["features"][0].update(feature="luck"), "luck"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, weights, change, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(broken(weights, tmp_path / "w.json", change))
