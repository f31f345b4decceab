"""Chances of levels: fitted, kept, refused."""

import numpy as np
import pytest

from parvis.engine.linkage.spark.levels import COMPARED
from parvis.engine.linkage.spark.weights import fit, read, shipped, write


def levels_of(size, **given):
    """Pairs of which each feature is on its last level, but for those that are given."""
    last = {one.name: np.full(size, len(one.labels) - 1) for one in COMPARED}
    return last | {name: np.array(column) for name, column in given.items()}


def fitted():
    """Where the city agrees three pairs of four are one; elsewhere one of four."""
    same = np.tile([True, True, True, False, True, False, False, False], 100)
    place = np.tile([2, 2, 2, 2, 5, 5, 5, 5], 100)
    return fit(levels_of(800, place=place), same, {"date": "today"})


def test_m_over_u_and_the_prior_give_the_odds_that_were_seen():
    found = fitted()

    def odds(place):
        total = found.prior / (1 - found.prior)
        for one in COMPARED:
            m, u = found.levels[one.name][place if one.name == "place" else one.labels[-1]]
            total *= m / u
        return total

    assert odds("city") == pytest.approx(3, rel=0.05)
    assert odds("elsewhere") == pytest.approx(1 / 3, rel=0.05)
    for some in found.levels.values():
        assert sum(u for _m, u in some.values()) == pytest.approx(1, abs=0.01)


def test_what_is_written_is_read_again(tmp_path):
    write(tmp_path / "chances.json", fitted())
    found = read(tmp_path / "chances.json")
    assert found.about == {"date": "today"}
    assert found.levels["place"]["city"] == pytest.approx(fitted().levels["place"]["city"], rel=1e-3)


@pytest.mark.parametrize("text", ["", "[]", '{"prior": 1, "about": {}}', '{"prior": "x", "levels": {}, "about": {}}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "chances.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="does not hold the chances"):
        read(tmp_path / "chances.json")


def test_other_levels_are_refused(tmp_path):
    path = tmp_path / "chances.json"
    write(path, shipped())
    path.write_text(path.read_text(encoding="utf-8").replace('"department"', '"region"'), encoding="utf-8")
    with pytest.raises(ValueError, match="other levels for place"):
        read(path)


@pytest.mark.parametrize("truth", [True, False])
def test_pairs_that_are_all_alike_teach_nothing(truth):
    with pytest.raises(ValueError, match="pairs that are not"):
        fit(levels_of(3), np.full(3, truth), {})
