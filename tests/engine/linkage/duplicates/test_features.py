"""What is compared of two records."""

import math

import numpy as np
import pytest

from parvis.engine.linkage import Record
from parvis.engine.linkage.duplicates.couples import Couples, best_names, couples_of
from parvis.engine.linkage.duplicates.features import FEATURES, compute
from parvis.engine.linkage.duplicates.signs import signs_of
from parvis.engine.linkage.normalise.tables import word_counts

OTHERS = [
    Record(f"other{number}", name, city=city)
    for number, (name, city) in enumerate(
        [("CHU de Lyon", "Lyon"), ("CHU de Brest", "Brest"), ("Clinique du Parc", "Lyon"), ("Institut Curie", "Paris")]
    )
]


ELSEWHERE, AT_LARGE = word_counts()
NAMES = ELSEWHERE + len(OTHERS) + 3
"""Those at large, the others, both of a couple, and one more so that no word is in all."""

IN_DIJON = math.log(NAMES / (2 + AT_LARGE["dijon"]))


def couple(left, right):
    signs = signs_of([Record("a", **left), Record("b", **right), *OTHERS])
    return best_names(couples_of(signs, np.array([0]), np.array([1])))


def value(feature, left, right):
    """The value of the feature, which is the same from either side."""
    one, other = (float(FEATURES[feature](couple(*sides))[0]) for sides in ((left, right), (right, left)))
    assert one == pytest.approx(other, nan_ok=True)
    return one


def named(name, **more):
    return {"name": name, **more}


@pytest.mark.parametrize(
    ("feature", "left", "right", "expected"),
    [
        ("same_words", named("CHU Dijon Bocage"), named("Bocage, C.H.U. de Dijon"), 1),
        ("same_words", named("Ifremer Nantes"), named("Inserm Lille"), 0),
        ("one_in_the_other", named("Institut Paoli"), named("Institut Paoli Calmettes"), 1),
        ("rest", named("Paoli Calmettes"), named("Paoli Calmettes"), 0),
        ("rest", named("Bocage", city="Dijon"), named("Bocage Dijon", city="Dijon"), 0),
        ("rest", named("Bocage"), named("Bocage Dijon", city="Dijon"), 0),
        ("rest", named("Centre Regional Universitaire Bocage"), named("Centre Regional Universitaire Bocage CRUB"), 0),
        ("other_rest", named("Paoli Calmettes"), named("Paoli Calmettes Marseille"), 0),
        ("homonyms", named("CHU de Lyon"), named("CHU de Lyon"), math.log(2)),
        ("homonyms", named("Bocage", postcode="21000"), named("Bocage", postcode="29200"), math.log(2)),
        ("homonyms", named("Bocage", postcode="21000"), named("Bocage", postcode="21079"), 0),
        ("homonyms", named("Paoli"), named("Calmettes"), 0),
        ("spelling", named("Paoli"), named("Paoli"), 1),
        ("sorted_spelling", named("Paoli Calmettes"), named("Calmettes Paoli"), 1),
        ("part_spelling", named("Paoli Calmettes"), named("Institut Paoli Calmettes"), 1),
        ("same_city", named("X", city="Lyon"), named("Y", city="Paris"), -1),
        ("same_city", named("X", city="Dijon"), named("Y", city="21079 DIJON CEDEX"), IN_DIJON),
        ("same_city", named("X", city="Lyon"), named("Y"), math.nan),
        ("same_department", named("X", postcode="21000"), named("Y", postcode="21079"), 1),
        ("same_department", named("X", postcode="21000"), named("Y", postcode="29200"), 0),
        ("same_department", named("X", postcode="21000"), named("Y"), math.nan),
        ("same_postcode", named("X", postcode="21000"), named("Y", postcode="21000"), 1),
        ("same_postcode", named("X", postcode="21000"), named("Y", postcode="21079"), 0.5),
        ("same_postcode", named("X", postcode="21000"), named("Y", postcode="21200"), 0),
        ("same_website", named("X", website="https://www.chu.fr/"), named("Y", website="chu.fr"), 1),
        ("same_website", named("X", website="https://www.chu.fr/"), named("Y", website="http://autre.fr"), 0),
        ("same_website", named("X", website="https://www.chu.fr/"), named("Y"), math.nan),
        ("same_siren", named("X", identifiers=(("siren", "1"),)), named("Y", identifiers=(("siren", "1"),)), 1),
        ("same_siren", named("X", identifiers=(("siren", "1"),)), named("Y", identifiers=(("siren", "2"),)), 0),
        (
            "same_siren",
            named("X", identifiers=(("siren", "264 400 136"),)),
            named("Y", identifiers=(("siret", "26440013600018"),)),
            1,
        ),
        ("same_siren", named("X"), named("Y"), math.nan),
        ("same_siren", named("X", identifiers=(("wikidata", "Q1"),)), named("Y"), math.nan),
        ("same_unit", named("IEMN UMR 8520"), named("UMR CNRS 8520"), 1),
        ("same_unit", named("IEMN UMR 8520"), named("IEMN UMR 8521"), 0),
        ("same_unit", named("IEMN UMR 8520"), named("IEMN"), math.nan),
        ("same_figures", named("Paris 6"), named("Paris VI"), 1),
        ("same_figures", named("Paris 6"), named("Paris 7"), 0),
        ("same_figures", named("Paris 6"), named("Paris"), 0.5),
        ("same_figures", named("Paris"), named("Lyon"), math.nan),
        ("same_family", named("CHU de Nice"), named("CHRU de Nice"), 1),
        ("same_family", named("CHU de Nice"), named("HAD de Nice"), 0),
        ("same_family", named("CHU de Nice"), named("Pasteur, Nice"), 0.5),
        ("same_family", named("Pasteur"), named("Curie"), math.nan),
        ("same_kind", named("Clinique Saint Roch"), named("Clinique St Roch"), 1),
        ("same_kind", named("Clinique Saint Roch"), named("Pharmacie Saint Roch"), 0),
        ("same_kind", named("Clinique Saint Roch"), named("Saint Roch"), 0.5),
        ("same_kind", named("Saint Roch"), named("Saint Roch"), math.nan),
        ("same_part", named("Pasteur, site Nord"), named("Pasteur, antenne Nord"), 0),
        ("same_part", named("Pasteur, site Nord"), named("Pasteur"), 0.5),
        ("more_kinds", named("Hopital Bocage, clinique Bocage"), named("Hopital Bocage"), 1),
        ("same_parents", named("Bocage, Université de Lille"), named("Bocage - Université Lille, CNRS"), 1),
        ("same_parents", named("Bocage, Université de Lille"), named("Bocage, CNRS"), 0),
        ("same_parents", named("Bocage, Université de Lille"), named("Bocage"), math.nan),
        ("rest", named("Bocage, Université de Lille"), named("Bocage"), 0),
        ("beginning", named("Centre de geologie du Bocage"), named("Centre de geologie du Boc"), 1),
        ("beginning", named("Centre de geologie"), named("Musée de geologie"), 0),
        ("odd_words", named("Bocage nordique"), named("Bocage nordiste"), 2 * 6 / 16),
        ("odd_words", named("Bocage nordique"), named("Bocage"), math.nan),
        ("near_words", named("Bocage", city="Lyon"), named("Bocage", city="Lyon"), math.log(2)),
        ("near_words", named("CHU Bocage", city="Lyon"), named("CHU", city="Lyon"), math.log(3)),
        ("near_words", named("Bocage", city="Lyon"), named("Bocage", city="Paris"), math.nan),
        ("near_words", named("Bocage", city="Lyon"), named("Hopital", city="Lyon"), math.nan),
        ("same_website", named("X", website="http://a.fr"), named("Y", website="https://www.a.fr/en"), 1),
        ("same_website", named("X", website="http://a.fr"), named("Y", website="https://b.fr/"), 0),
        ("by_initials", named("Institut Genetique Biologie Moleculaire"), named("IGBM"), 1),
        ("by_initials", named("Centre de Recherche sur les Arts"), named("CRSLA Paris"), 1),
        ("by_initials", named("Institut Genetique Biologie Moleculaire"), named("INRA"), 0),
    ],
)
def test_features_of_two_records(feature, left, right, expected):
    assert value(feature, left, right) == pytest.approx(expected, nan_ok=True, abs=1e-5)


def test_rare_words_say_more_than_frequent_ones():
    rare = value("same_words", named("CHU Bocage"), named("Hopital Bocage"))
    frequent = value("same_words", named("CHU Bocage"), named("CHU Pasteur"))
    assert rare > 0.4 > frequent


def test_chance_is_smaller_for_rare_words_and_greater_in_larger_registers():
    assert value("chance", named("Bocage"), named("Bocage")) > value("chance", named("CHU"), named("CHU"))
    assert value("chance", named("X"), named("Y")) == pytest.approx(-math.log(NAMES - 1))


def test_a_feature_explains_itself():
    assert all(function.__doc__ and function.__doc__.strip().endswith((".", ")")) for function in FEATURES.values())


def test_names_that_fit_best_are_compared():
    found = couple(
        named("HCL", aliases=("Hospices civils de Lyon",)), named("Hospices civils", aliases=("Groupe Lyon Sud",))
    )
    names = found.signs.names
    assert [(names[a], names[b]) for a, b in zip(found.a, found.b, strict=True)] == [("hcl", "hospices civils")] or [
        (names[a], names[b]) for a, b in zip(found.a, found.b, strict=True)
    ]
    assert len(found) == 1


def test_all_features_are_computed_for_no_couples():
    signs = signs_of(OTHERS)
    none = np.zeros(0, dtype=np.int64)
    assert {len(column) for column in compute(Couples(signs, none, none), FEATURES).values()} == {0}
