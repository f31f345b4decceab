"""Records are linked to a reference."""

from dataclasses import replace

import pytest

from parvis.engine.linkage import Link, Linker, Record, compare, likely_together
from parvis.engine.linkage.model import KINDS
from parvis.engine.linkage.retrieval import FEW
from parvis.engine.linkage.scoring import FIRST, GAP, LEAD

REFERENCE = [
    Record("dijon", "Centre hospitalier universitaire de Dijon", city="Dijon", postcode="21000"),
    Record("lyon", "Hospices civils de Lyon", acronyms=("HCL",), city="Lyon", postcode="69002"),
    Record("iemn", "Institut d'électronique, de microélectronique et de nanotechnologie", aliases=("UMR 8520",)),
]


@pytest.fixture(scope="module")
def linker():
    return Linker(REFERENCE)


@pytest.mark.parametrize(("name", "expected"), [("CHU DIJON", "dijon"), ("HCL", "lyon"), ("UMR8520", "iemn")])
def test_find_puts_what_is_meant_first(linker, name, expected):
    assert linker.find(Record("", name))[0].reference_id == expected


def test_link_gives_what_passes_the_threshold(linker):
    records = [Record("a", "CHU de Dijon", city="21079 DIJON CEDEX"), Record("b", "Mairie de Brest")]
    assert [(link.id, link.reference_id) for link in linker.link(records)] == [("a", "dijon")]


def test_identifiers_that_agree_decide():
    left, right = Record("a", "Foo", identifiers=(("ror", "x1"),)), Record("b", "Bar", identifiers=(("ror", "X1"),))
    assert compare(left, right).score > 0.99


def test_identifiers_that_contradict_forbid():
    left = Record("a", "CHU Dijon", identifiers=(("siren", "1"),))
    found = compare(left, Record("b", "CHU Dijon", identifiers=(("siren", "2"),)))
    assert (found.score, found.forbidden) == (0, True)


def test_a_text_may_name_several(linker):
    text = Record("a", "Institut d'électronique, de microélectronique et de nanotechnologie; HCL, Lyon, France")
    assert {link.reference_id for link in linker.link([text])} == {"iemn", "lyon"}
    assert len(linker.link([text], best=True)) == 1


def test_others_leave_out_the_record_itself():
    records = [*REFERENCE, Record("copy", "CHU de Dijon", city="Dijon")]
    links = Linker(records).link(records, others=True)
    assert {(link.id, link.reference_id) for link in links} == {("dijon", "copy"), ("copy", "dijon")}


def test_the_last_word_may_be_unfinished(linker):
    assert linker.find(Record("", "Institut d'électronique, de microélectr"))[0].reference_id == "iemn"


def test_an_identifier_finds_what_no_name_would():
    reference = [Record("x", "Foo", identifiers=(("ror", "x1"),)), Record("y", "Hospices civils de Lyon")]
    (link,) = Linker(reference).link([Record("a", "Hospices civils de Lyon", identifiers=(("ror", "x1"),))], best=True)
    assert (link.reference_id, link.score >= 0.99) == ("x", True)


def test_nothing_is_linked_to_nothing(linker):
    assert linker.link([]) == Linker([]).link(REFERENCE) == Linker([]).find(REFERENCE[0]) == []


def test_nothing_is_linked_when_only_the_record_itself_is_near():
    assert Linker(REFERENCE[:1]).link(REFERENCE[:1], others=True) == []


def test_the_order_of_records_does_not_matter(linker):
    records = [Record("a", "CHU Dijon"), Record("b", "HCL"), Record("c", "UMR8520")]
    forwards, backwards = linker.link(records), linker.link(records[::-1])
    assert sorted(forwards, key=lambda link: link.id) == sorted(backwards, key=lambda link: link.id)


def test_many_records_are_weighed_in_parts(linker, monkeypatch):
    records = [Record("a", "CHU Dijon"), Record("b", "HCL"), Record("c", "UMR8520")]
    whole = linker.link(records)
    monkeypatch.setattr("parvis.engine.linkage.link.TOGETHER", 2)
    assert linker.link(records) == whole


def test_a_hospital_is_weighed_beside_its_services():
    reference = [Record("dijon", "Centre hospitalier universitaire de Dijon", city="Dijon")]
    hospital, service = (
        Record("h", "CHU de Dijon", city="Dijon"),
        Record("s", "CHU de Dijon - pôle biologie", city="Dijon"),
    )
    (link,) = Linker(reference).link([service, hospital])
    assert link.id == "h"
    by_itself = Linker(reference).link([service], threshold=0.0)[0].score
    assert by_itself > Linker(reference).link([service, hospital], threshold=0.0)[0].score


def test_hospitals_of_one_city_are_candidates_whatever_their_names():
    reference = [Record("thau", "Hôpitaux du bassin de Thau", city="Sète"), *REFERENCE]
    (link,) = Linker(reference).link([Record("a", "Clinique Sainte-Odile", city="Sète")], threshold=0.0)
    assert link.reference_id == "thau"
    crowd = [Record(str(number), f"Hôpital {number}", city="Sète") for number in range(FEW)]
    assert Linker([*reference, *crowd]).link([Record("a", "Clinique Odile", city="Sète")], threshold=0.0) == []


def test_a_university_is_found_without_the_region_in_its_name():
    linker = Linker([Record("rouen", "Université de Rouen Normandie", city="Rouen"), *REFERENCE])
    (link,) = linker.link([Record("a", "Université de Rouen")])
    assert "Université de Rouen" in {reason.right for reason in link.reasons}
    assert link.reference_id == "rouen"


def test_organisations_of_the_same_name_are_likely_together():
    twins = [Link("a", "x", 0.35), Link("a", "y", 0.35), Link("a", "z", 0.3)]
    assert [link.reference_id for link in likely_together(twins, 0.5)] == ["x", "y"]
    assert likely_together(twins[1:], 0.5) == []
    assert likely_together([Link("a", "x", 0.5)], 0.5) == [Link("a", "x", 0.5)]


def test_an_identifier_that_the_reference_knows_nothing_of_says_nothing(linker):
    (link,) = linker.link([Record("a", "CHU de Dijon", city="Dijon", identifiers=(("grid", "grid.1"),))])
    assert link.reference_id == "dijon"


def test_each_organisation_is_found_once_by_the_best_of_the_words_that_may_be_meant():
    reference = [Record("a", "Institut de microélectronique"), Record("b", "Institut de microélectricité")]
    found = Linker(reference).find(Record("", "Institut de microélectr"))
    assert sorted(link.reference_id for link in found) == ["a", "b"]
    assert all(link.score > 0.5 for link in found)


def test_weights_that_were_fitted_without_rivals_weigh_each_pair_alone(linker):
    weights = replace(linker.weights, **{name: replace(getattr(linker.weights, name), beside=None) for name in KINDS})
    (link,) = Linker(REFERENCE, weights).link([Record("a", "CHU de Dijon", city="Dijon")], best=True)
    assert link.reference_id == "dijon"
    assert not {LEAD, GAP, FIRST} & {reason.feature for reason in link.reasons}


def test_a_word_that_all_names_of_a_small_reference_hold_tells_nothing():
    first = ("Orthomonde", "Mot pour Mot", "Fil Rare", "Lit Libre", "Source Vive", "Escale", "Datadoux", "Prunelle")
    records = [
        Record(name, f"{name} Fictif", city="Paris" if place % 2 else "Lyon") for place, name in enumerate(first)
    ]
    assert Linker(records).link(records, others=True, threshold=0.1) == []


def test_a_further_name_of_one_letter_is_the_beginning_of_no_other():
    agro = Record(
        "agro", "Institut national pour l'agriculture et l'alimentation", aliases=("Institut A", "Institut Agro")
    )
    linker = Linker([agro, *REFERENCE])
    assert linker.link([Record("", "Institut de l'Audition")], threshold=0.2) == []
    assert linker.link([Record("", "Institut Agro")])[0].reference_id == "agro"
