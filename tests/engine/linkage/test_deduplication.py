"""Which of many records are the same organisation."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.engine.linkage import Record, dedupe
from parvis.engine.linkage.deduplication import Deduplication
from parvis.engine.linkage.duplicates import scoring


def siret(value):
    return (("siret", value),)


REGISTER = [
    Record("a1", "Centre hospitalier universitaire de Dijon", city="Dijon", postcode="21000"),
    Record("a2", "CHU DIJON", city="21079 DIJON CEDEX"),
    Record("b1", "Institut Paoli-Calmettes", city="Marseille", website="https://www.institutpaolicalmettes.fr/"),
    Record("b2", "INSTITUT PAOLI CALMETES", city="MARSEILLE CEDEX 09", postcode="13273"),
    Record("c1", "Laboratoire d'Informatique Gaspard-Monge", city="Champs-sur-Marne"),
    Record("c2", "Labo. informatique Gaspard Monge (UMR 8049)", city="Champs sur Marne", postcode="77420"),
    Record("d1", "Clinique Saint-Joseph", city="Angoulême", postcode="16000"),
    Record("d2", "Clinique Saint-Joseph", city="Chambéry", postcode="73000"),
    Record("d3", "CLINIQUE ST JOSEPH", city="Arras", postcode="62000"),
    Record("e1", "Ifremer", city="Brest"),
]


def clusters(records, **more):
    return {frozenset(cluster) for cluster in dedupe(records, **more).clusters}


def test_records_of_one_organisation_come_together():
    found = clusters(REGISTER)
    assert {frozenset({"a1", "a2"}), frozenset({"b1", "b2"}), frozenset({"c1", "c2"})} <= found


def test_homonyms_in_other_cities_and_records_alone_stay_apart():
    assert {frozenset({"d1"}), frozenset({"d2"}), frozenset({"d3"}), frozenset({"e1"})} <= clusters(REGISTER)


def test_each_record_is_in_one_cluster_and_has_a_score():
    found = dedupe(REGISTER)
    assert sorted(one for cluster in found.clusters for one in cluster) == sorted(record.id for record in REGISTER)
    assert set(found.scores) == {record.id for record in REGISTER}
    assert all(0 <= score <= 1 for score in found.scores.values())


def test_scores_say_how_sure_a_place_is():
    scores = dedupe(REGISTER).scores
    assert scores["b1"] > 0.9
    assert scores["e1"] > 0.9
    assert scores["d1"] < scores["e1"]


def test_a_strong_identifier_that_agrees_decides():
    records = [Record("1", "Foo", identifiers=siret("1")), Record("2", "Bar", identifiers=siret("1"))]
    found = dedupe(records)
    assert found.clusters == (("1", "2"),)
    assert found.scores["1"] >= 0.999


def test_strong_identifiers_that_contradict_forbid():
    records = [Record(i, "CHU Dijon", city="Dijon", identifiers=siret(i)) for i in "12"]
    assert dedupe(records).clusters == (("1",), ("2",))


def test_one_of_several_identifiers_may_agree():
    first = Record("1", "CHU Dijon", city="Dijon", identifiers=(("siret", "1"), ("siret", "2")))
    second = Record("2", "Bocage", identifiers=(("siret", "3"), ("siret", "2"), ("siret", "2")))
    assert dedupe([first, second]).clusters == (("1", "2"),)


def test_an_alias_is_a_name_too():
    records = [
        Record("1", "HCL", aliases=("Hospices civils de Lyon",), city="Lyon"),
        Record("2", "Hospices Civils de Lyon", city="Lyon"),
    ]
    assert dedupe([*records, *REGISTER]).clusters[0] == ("1", "2")


def test_a_higher_threshold_joins_less():
    assert len(dedupe(REGISTER, threshold=0.999).clusters) > len(dedupe(REGISTER, threshold=0.2).clusters)


@pytest.mark.parametrize("threshold", [0, 1, -1, 2])
def test_a_threshold_that_is_no_probability_is_refused(threshold):
    with pytest.raises(ValueError, match="above 0 and below 1"):
        dedupe(REGISTER, threshold=threshold)


def test_two_records_with_one_id_are_refused():
    with pytest.raises(ValueError, match="two records have the id 'a1'"):
        dedupe([*REGISTER, REGISTER[0]])


@pytest.mark.parametrize("records", [[], [Record("1", "CHU Dijon")], [Record("1", ""), Record("2", "???")]])
def test_few_or_empty_records_stay_alone(records):
    found = dedupe(records)
    assert found.clusters == tuple((record.id,) for record in records)
    assert all(score > 0.5 for score in found.scores.values())


def test_pairs_are_compared_some_at_a_time(monkeypatch):
    whole = dedupe(REGISTER)
    monkeypatch.setattr(scoring, "CHUNK", 3)
    assert dedupe(REGISTER) == whole


NAMES = ["CHU Dijon", "CHU de Dijon", "CHU Dijn", "Hospices civils Lyon", "HCL", "Hospices Lyon", "Ifremer"]


@st.composite
def registers(draw):
    one = st.tuples(
        st.sampled_from(NAMES), st.sampled_from(["", "Dijon", "Lyon"]), st.sampled_from(["", "1", "2"]), st.booleans()
    )
    rows = draw(st.lists(one, min_size=2, max_size=12))
    return [
        Record(f"{number}", name, city=city, identifiers=(("siret" if strong else "siren", value),) if value else ())
        for number, (name, city, value, strong) in enumerate(rows)
    ]


few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_makes_no_difference(records, rng):
    shuffled = list(records)
    rng.shuffle(shuffled)
    assert dedupe(shuffled) == dedupe(records)


@few
@given(registers())
def test_no_cluster_holds_records_that_contradict(records):
    by_id = {record.id: dict(record.identifiers) for record in records}
    for cluster in dedupe(records).clusters:
        sirets = {by_id[one]["siret"] for one in cluster if "siret" in by_id[one]}
        assert len(sirets) < 2


def test_explain_says_what_agrees_and_what_differs():
    found = Deduplication.of(REGISTER)
    same, other = found.explain("b1", "b2"), found.explain("d1", "d2")
    assert same.score > 0.9 > 0.5 > other.score
    assert not same.forbidden
    assert {reason.feature for reason in same.agreeing} & {"spelling", "sorted_spelling", "same_words", "part_spelling"}
    assert ("same_city", "Angoulême", "Chambéry") in {(r.feature, r.left, r.right) for r in other.against}
    assert found.explain("b2", "b1").score == same.score


def test_explain_says_what_is_forbidden():
    found = Deduplication.of([Record(i, "CHU Dijon", identifiers=siret(i)) for i in "12"])
    assert (found.explain("1", "2").score, found.explain("1", "2").forbidden) == (0, True)


def test_explain_refuses_an_unknown_record():
    with pytest.raises(KeyError):
        Deduplication.of(REGISTER).explain("a1", "nobody")


def test_the_same_records_give_the_same_clusters_every_time():
    assert dedupe(REGISTER) == dedupe(list(REGISTER))
