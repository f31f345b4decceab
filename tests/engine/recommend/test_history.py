"""What is known before a year."""

import random

import numpy as np
import pytest

from parvis.engine.recommend import Organisation, Participation, Project, history_of
from parvis.engine.recommend.sparse import places, row
from tests.engine.recommend.conftest import world


def one_of(history, name):
    return history.index[name]


def test_before_is_the_year_after_the_last_one(history):
    assert history.before == 2018
    assert history_of([]).before == 1


def test_organisations_with_a_profile_only_are_there_too(history):
    assert history.network.count[one_of(history, "start-up")] == 0
    assert np.isnan(history.network.idle[one_of(history, "start-up")])
    assert history.organisations[one_of(history, "new-2013-0")].name == "new-2013-0"


def test_ties_count_projects_by_age_and_size():
    rows = [Participation("old", "a", 2010), Participation("old", "b", 2010)]
    rows += [Participation("new", name, 2014) for name in ("a", "b", "c")]
    network = history_of(rows).network
    assert row(network.joint, 0).tolist() == [0, 2, 1]
    assert row(network.ties, 0) == pytest.approx([0, 0.5 + 0.5, 0.5])
    assert network.idle.tolist() == [1, 1, 1]
    assert network.recent.tolist() == [1, 1, 1]


def test_a_line_that_stands_there_twice_counts_once():
    row_ = Participation("p", "a", 2010)
    assert history_of([row_, row_, Participation("p", "b", 2010)]).network.count.tolist() == [1, 1]


def test_partners_never_hold_oneself(history):
    for at in range(len(history)):
        assert at not in places(history.network.joint, at)


@pytest.mark.parametrize("change", ["deleted", "shuffled", "invented"])
def test_nothing_of_the_future_is_seen(change):
    """Whatever the rows of 2016 and later hold: what is known before 2016 is the same to the last bit."""
    participations, projects, organisations = world()
    past = [one for one in participations if one.year < 2016]
    future = [one for one in participations if one.year >= 2016]
    known = {one.project for one in past}
    rng = random.Random(2)  # noqa: S311 -- not for secrets
    if change == "deleted":
        other, about = past, [one for one in projects if one.id in known]
    elif change == "shuffled":
        names = [one.organisation for one in future]
        rng.shuffle(names)
        other = past + [Participation(one.project, name, one.year) for one, name in zip(future, names, strict=True)]
        texts = [(one.terms, one.programme) for one in projects if one.id not in known]
        rng.shuffle(texts)
        about = [one for one in projects if one.id in known]
        late = [one.id for one in projects if one.id not in known]
        about += [Project(name, *text) for name, text in zip(late, texts, strict=True)]
    else:
        other = past + [Participation(f"x{n}", f"y{n % 7}", 2016 + n % 3) for n in range(50)]
        about = [*projects, *(Project(f"x{n}", "robot", "P9") for n in range(50))]
    assert_same(
        history_of(participations, projects, organisations, 2016), history_of(other, about, organisations, 2016)
    )


def assert_same(one, other):
    assert (one.organisations, one.projects, one.before) == (other.organisations, other.projects, other.before)
    for part in ("network", "latent", "topics", "profiles"):
        left, right = getattr(one, part), getattr(other, part)
        for name in type(left).__slots__:
            a, b = getattr(left, name), getattr(right, name)
            if hasattr(a, "indptr"):
                a, b = a.toarray(), b.toarray()
            if isinstance(a, np.ndarray):
                np.testing.assert_array_equal(a, b, err_msg=f"{part}.{name}")
            else:
                assert a == b, f"{part}.{name}"


def test_what_a_project_of_an_earlier_year_is_about_does_not_depend_on_the_order_of_lines():
    participations, projects, organisations = world()
    turned = history_of(participations[::-1], projects[::-1], organisations[::-1])
    assert_same(history_of(participations, projects, organisations), turned)


def test_families_are_organisations_of_the_same_parent():
    organisations = [Organisation("a", parents=("p",)), Organisation("b", parents=("p",)), Organisation("c")]
    profiles = history_of([], [], [*organisations, Organisation("p")]).profiles
    assert profiles.kin(0) == pytest.approx([0, 1 / 3, 0, 1 / 3])
    assert profiles.kin(2).tolist() == [0, 0, 0, 0]


def test_kinds_that_work_together_more_often_than_by_chance(history):
    kinds, lift = history.profiles.kinds, history.profiles.lift
    assert np.isnan(lift[0]).all()
    assert lift.shape == (int(kinds.max()) + 1,) * 2
    assert lift[1, 2] == pytest.approx(lift[2, 1])


def test_words_of_a_text_are_those_that_are_known(history):
    topics = history.topics
    assert topics.vector("des robots").any()
    assert not topics.vector("nothing of that").any()
    assert float(np.linalg.norm(topics.vector("robot sommeil"))) == pytest.approx(1)
