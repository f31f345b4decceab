import datetime as dt

import pytest

from parvis.domain.reference.selectors.places import Place, PlaceIndex
from parvis.domain.registers.facts import Facts, LinkFact, NameFact
from parvis.domain.registers.materialise import BLANK, SaidBy, drop_owned, keep_human, materialise
from parvis.domain.registers.precedence import PRECEDENCE, rank

PARIS = Place("75056", "Paris", "paris", "75", "11", 2_000_000, ("75013",), 48.86, 2.34)
LYON = Place("69123", "Lyon", "lyon", "69", "84", 500_000, ("69003",), 45.75, 4.85)
PLACES = PlaceIndex([PARIS, LYON])


def said(source, on=None, **facts):
    return SaidBy(source, on, Facts(key="k", **facts))


def test_precedence_decides_field_by_field():
    made = materialise(
        [
            said("ror", name="By ROR", status="closed", website="http://ror.fr", kind="authority"),
            said("rnsr", name="By RNSR", status="active", website="http://rnsr.fr", kind="lab", founded_year=2004),
        ],
        PLACES,
    )
    got = {name: made.values[name] for name in ("name", "status", "website", "kind", "founded_year")}
    assert got == {
        "name": "By ROR",
        "status": "closed",
        "website": "http://ror.fr",
        "kind": "lab",
        "founded_year": 2004,
    }
    assert {name: made.provenance[name]["source"] for name in got} == {
        "name": "ror",
        "status": "ror",
        "website": "ror",
        "kind": "rnsr",
        "founded_year": "rnsr",
    }
    assert made.names == {("By RNSR", "alias"): ("", "rnsr", None)}
    assert made.sources == ["rnsr", "ror"]


def test_the_newest_record_of_a_register_speaks_for_it():
    old = SaidBy("ilab", dt.date(2015, 12, 31), Facts(key="1", name="Old", description_fr="vieux"))
    new = SaidBy("ilab", dt.date(2020, 12, 31), Facts(key="2", name="New"))
    made = materialise([old, new], PLACES)
    assert (made.values["name"], made.values["description_fr"]) == ("New", "vieux")
    assert made.provenance["description_fr"] == {"source": "ilab", "on": "2015-12-31"}


def test_a_place_comes_from_one_register():
    made = materialise(
        [
            said("ror", name="A", city="Lyon", country="FR", latitude=45.7, longitude=4.8, precision="commune"),
            said("rnsr", name="A", city="PARIS CEDEX 13", postcode="75013", address="1 rue X", country="FR"),
        ],
        PLACES,
    )
    assert [made.values[c] for c in ("address", "postcode", "city", "commune_id", "department_id", "region_id")] == [
        "1 rue X",
        "75013",
        "Paris",
        "75056",
        "75",
        "11",
    ]
    assert (made.values["latitude"], made.values["position_precision"]) == (48.86, "commune")


def test_exact_coordinates_win_over_the_centre_of_a_commune():
    made = materialise(
        [
            said("hospitals", name="A", city="Lyon", country="FR", latitude=45.75, longitude=4.85, precision="commune"),
            said("higher_education", name="A", latitude=45.761, longitude=4.833, precision="address"),
        ],
        PLACES,
    )
    assert (made.values["latitude"], made.values["position_precision"]) == (45.761, "address")


def test_abroad_has_no_commune():
    made = materialise([said("higher_education", name="A", city="Paris", country="")], PLACES)
    assert (made.values["commune_id"], made.values["city"], made.values["country"]) == (None, "Paris", "")


def test_names_are_kept_once_whatever_their_capitals():
    names = (NameFact("INSERM", "alias"), NameFact("Inserm", "acronym"), NameFact("inserm", "acronym"))
    made = materialise([said("ror", name="Inserm", names=names)], PLACES)
    assert list(made.names) == [("Inserm", "acronym")]


def current(**values):
    return {**BLANK, "provenance": {}, "sources": [], **values}


@pytest.mark.parametrize("column", ["name", "website", "description_fr"])
def test_what_a_person_wrote_stays(column):
    human = {"source": "human", "on": "2026-01-01", "by": 3}
    made = materialise([said("ilab", name="Register", website="http://x.fr", description_fr="registre")], PLACES)
    keep_human(made, current(**{column: "mine", "provenance": {column: human}}))
    assert (made.values[column], made.provenance[column]) == ("mine", human)


def test_a_person_keeps_the_whole_place():
    human = {"source": "human", "on": "2026-01-01"}
    made = materialise([said("rnsr", name="A", city="Paris", postcode="75013", country="FR")], PLACES)
    keep_human(made, current(city="Lyon", commune_id="69123", provenance={"city": human}))
    assert (made.values["city"], made.values["commune_id"], made.values["postcode"]) == ("Lyon", "69123", "")
    assert made.provenance["city"] == human
    assert "postcode" not in made.provenance


def test_a_value_without_origin_is_taken_for_a_person_s():
    made = materialise([said("ror", name="Register")], PLACES)
    keep_human(made, current(name="Mine"))
    assert made.values["name"] == "Mine"


def test_what_a_person_removed_does_not_come_back():
    removed = {
        "names": ["alias:Gone"],
        "identifiers": ["grid:grid.1.2"],
        "links": ["http://gone.fr"],
    }
    facts = said(
        "ror",
        name="A",
        names=(NameFact("Gone", "alias"), NameFact("Kept", "alias")),
        identifiers=(("grid", "grid.1.2"), ("ror", "r")),
        links=(LinkFact("http://gone.fr", "other"),),
    )
    made = materialise([facts], PLACES)
    keep_human(made, current(provenance={"removed": removed, "logo": {"source": "human"}}))
    assert list(made.names) == [("Kept", "alias")]
    assert list(made.identifiers) == [("ror", "r")]
    assert made.links == {}
    assert made.provenance["removed"] == removed
    assert made.provenance["logo"] == {"source": "human"}


def test_a_number_of_another_organisation_is_left_out_unless_it_may_be_shared():
    made = materialise([said("ror", name="A", identifiers=(("grid", "g"), ("siren", "s")))], PLACES)
    drop_owned(made, [("grid", "g"), ("siren", "s")])
    assert list(made.identifiers) == [("siren", "s")]


def test_a_register_is_believed_only_where_it_is_listed():
    assert (rank("name", "higher_education"), rank("founded_year", "ror")) == (0, None)
    assert all(len(set(order)) == len(order) for order in PRECEDENCE.values())
