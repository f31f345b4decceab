"""Features of single pairs."""

import numpy as np
import pytest

from parvis.engine.linkage import Record
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.features import FEATURES
from parvis.engine.linkage.compare.identifiers import agree, contradict
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.statistics import Statistics


def pair(left, right, *others):
    reference = prepare([right, *others])
    records = prepare([left], reference, split=True)
    zero = np.zeros(1, dtype=np.int64)
    return Pairs.of_records(records, reference, Statistics.of(reference), zero, zero)


def value(feature, left, right, *others):
    return float(FEATURES[feature](pair(left, right, *others))[0])


def named(name, **more):
    return Record("1", name, **more)


@pytest.mark.parametrize(
    ("feature", "left", "right", "expected"),
    [
        ("name_found", named("CNRS, Université de Lille"), named("Université de Lille"), 1.0),
        ("in_one_piece", named("Lille université"), named("Université de Lille"), 1.0),
        ("in_one_piece", named("Université de Nantes"), named("Université de Lille"), 0.0),
        ("numbers", named("Université Paris 7"), named("Université Paris 6"), 0.0),
        ("numbers", named("Université Paris 6"), named("Université Paris VI"), 1.0),
        ("numbers", named("Université Paris"), named("Université Paris 6"), 0.4),
        ("numbers", named("Université Paris 6"), named("Université Paris"), 0.5),
        ("numbers", named("Université"), named("Université"), np.nan),
        ("by_acronym", named("HCL"), named("Hospices lyonnais", acronyms=("HCL",)), 1.0),
        ("same_family", named("CHU de Nice"), named("Hôpital de jour de Nice"), 0.0),
        ("special_service", named("CHU de Nice"), named("Hôpital de jour de Nice"), 1.0),
        ("special_service", named("CHU de Nice"), named("CHU de Nice"), np.nan),
        ("special_service", named("CHU de Nice"), named("CHU de Nice, antenne"), 1.0),
        ("same_family", named("CHU de Nice"), named("Hôpital de Nice"), np.nan),
        ("by_acronym", named("GHBS"), named("Groupe hospitalier Bretagne Sud"), 1.0),
        ("own_name_explained", named("CHU", city="Nice"), named("CHU de Nice", city="Nice"), 1.0),
        ("own_name_explained", named("Crèche"), named("Dentaire"), 0.0),
        ("same_city", named("CHU", city="Nice"), named("CHU", city="06000 NICE CEDEX"), 1.0),
        ("same_city", named("CHU", city="Nice"), named("CHU"), np.nan),
        ("same_department", named("CHU", city="Nice"), named("CHU", city="Cannes"), 1.0),
        ("distance", named("CHU", city="Nice"), named("CHU", city="Nice"), 0.0),
        ("city_in_name", named("CHU de Nice"), named("CHU", city="Nice"), 1.0),
        ("city_in_name", named("CHU", city="Nice"), named("Hôpital de Nice"), 1.0),
        ("city_in_name", named("CHU"), named("Hôpital"), np.nan),
        ("parents_named", named("Labo, Université de Lille"), named("Labo", parents=("Université de Lille",)), 1.0),
        ("parents_named", named("Labo"), named("Labo", parents=("Université de Lille",)), 0.0),
        ("parents_named", named("Labo"), named("Labo"), np.nan),
    ],
)
def test_feature(feature, left, right, expected):
    assert value(feature, left, right) == pytest.approx(expected, nan_ok=True)


def test_initials_that_nobody_wrote_say_nothing_to_each_other():
    left, right = named("Groupe hospitalier Bretagne Sud"), named("Grand hôpital du Beau Soleil")
    assert value("by_acronym", left, right) == 0.0


def test_children_are_counted_by_id_and_by_name():
    others = [Record("2", "Labo A", parents=("1",)), Record("3", "Labo B", parents=("Université de Lille",))]
    assert value("children", named("Lille"), named("Université de Lille"), *others) == pytest.approx(np.log1p(2))


def test_a_reference_without_parents_says_nothing_of_children():
    assert np.isnan(value("children", named("Lille"), named("Université de Lille"), Record("2", "Labo A")))


def test_homonyms_and_the_largest_of_them():
    small, member = Record("2", "École normale supérieure"), Record("3", "Labo", parents=("1",))
    right = named("École normale supérieure")
    assert value("homonyms", named("ENS"), right, small, member) == 2
    assert value("largest_of_name", named("ENS"), right, small, member) == 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("12", "34"), ("34", "56"), (True, False)),
        (("12", "34"), ("56", "78"), (False, True)),
        (("12",), (), (False, False)),
    ],
)
def test_a_record_may_have_several_identifiers_of_a_kind(left, right, expected):
    sides = (named("CHU", identifiers=tuple(("finess", value) for value in side)) for side in (left, right))
    found = pair(*sides)
    assert (bool(agree(found)[0]), bool(contradict(found)[0])) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("ror", "https://ror.org/02FEAHW73"), ("ror", "02feahw73"), (True, False)),
        (("siret", "260 600 150 00015"), ("siret", "26060015000015"), (True, False)),
        (("siren", "260600150"), ("siren", "260600150"), (False, False)),
        (("siren", "260600150"), ("siren", "1"), (False, True)),
        (("finess", "1"), ("finess", "2"), (False, True)),
        (("finess", "1"), ("ror", "1"), (False, False)),
    ],
)
def test_identifiers(left, right, expected):
    found = pair(named("CHU", identifiers=(left,)), named("CHU", identifiers=(right,)))
    assert (bool(agree(found)[0]), bool(contradict(found)[0])) == expected
