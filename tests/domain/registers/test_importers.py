import datetime as dt

import pytest

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.facts import Facts, NameFact, ParentFact
from parvis.domain.registers.importers import crosswalk, higher_education, hospitals, ilab, rnsr, ror
from parvis.domain.registers.registry import NoOrganisation
from tests.domain.sources.support import row_of, rows_of

READERS = {"ror": ror, "rnsr": rnsr, "hospitals": hospitals, "ilab": ilab, "higher_education": higher_education}


def read_all(name):
    for row in rows_of(name):
        try:
            yield READERS[name].read(row)
        except NoOrganisation:
            continue


@pytest.mark.parametrize("name", sorted(READERS))
def test_facts_survive_their_json(name):
    for facts in read_all(name):
        assert Facts.from_json(facts.to_json()) == facts


def test_ror_reads_inserm():
    facts = ror.read(row_of("ror", name="Inserm"))
    assert (facts.key, facts.name, facts.kind, facts.status) == ("02vjkv261", "Inserm", "authority", "active")
    assert NameFact("INSERM", "acronym") in facts.names
    assert ("isni", "0000000121866389") in facts.identifiers
    assert (facts.city, facts.latitude, facts.precision) == ("Paris", 48.85341, "commune")


def test_ror_leaves_out_withdrawn_records_and_marks_closed_ones():
    with pytest.raises(NoOrganisation) as raised:
        ror.read(row_of("ror", status="withdrawn"))
    assert raised.value.reason == "withdrawn"
    assert ror.read(row_of("ror", name="Université de Bourgogne")).status == "closed"


def test_ror_refuses_a_status_it_does_not_know():
    with pytest.raises(SourceRecordError, match="“alive” is not a status") as raised:
        ror.read({**row_of("ror", name="Inserm"), "status": "alive"})
    assert raised.value.column == "status"


def test_rnsr_reads_supervisors_by_number_and_labels():
    facts = rnsr.read(row_of("rnsr", numero_national_de_structure="199111950H"))
    cnrs = next(parent for parent in facts.parents if ("siren", "180089013") in parent.identifiers)
    assert cnrs == ParentFact(
        "supervision",
        (("siret", "18008901303720"), ("siren", "180089013"), ("uai", "0753639Y")),
        "Centre national de la recherche scientifique",
    )
    assert ("label", "UMR 5506") in facts.identifiers
    assert facts.scope == "unit"


def test_rnsr_leaves_out_what_says_nothing():
    itself = rnsr.read(row_of("rnsr", numero_national_de_structure="200711891Z"))
    assert ("rnsr", "200711891Z") not in [number for parent in itself.parents for number in parent.identifiers]
    assert rnsr.read(row_of("rnsr", annee_de_creation="1800")).founded_year is None


def test_rnsr_does_not_believe_a_siret_that_is_known_to_be_wrong():
    row = {**row_of("rnsr", numero_national_de_structure="201420870D"), "siret_des_tutelles": "26390006000017"}
    assert [parent for parent in rnsr.read(row).parents if "26390006000017" in str(parent)] == []


def test_rnsr_takes_an_address_over_several_lines():
    facts = rnsr.read(row_of("rnsr", numero_national_de_structure="199713845S"))
    assert facts.name == "Centre de Recherche sur l'Espagne Contemporaine"
    assert "\n" not in facts.address


def test_hospitals_belong_to_their_legal_entity():
    facts = hospitals.read(row_of("hospitals", finess_et="750803447"))
    assert facts.parents == (ParentFact("part", (("finess_ej", "750712184"), ("siren", "267500452"))),)
    assert (facts.name, facts.insee, facts.scope) == ("HU Paris Ouest Site G Pompidou APHP", "75056", "establishment")
    assert hospitals.dated({}) == dt.date(2023, 12, 31)


def test_hospitals_take_a_siren_in_the_place_of_a_siret():
    facts = hospitals.read(next(row for row in rows_of("hospitals") if len(row["siret"]) == 9))
    assert [scheme for scheme, _value in facts.identifiers] == ["finess", "finess_ej", "siren"]


def test_hospitals_refuse_a_wrong_number():
    with pytest.raises(SourceRecordError, match="its check digit is wrong") as raised:
        hospitals.read({**row_of("hospitals", finess_et="750803447"), "finess_et": "750803448"})
    assert raised.value.column == "finess_et"


def test_ilab_reads_a_prize():
    facts = ilab.read(row_of("ilab", company="DeepPulseNeuro"))
    assert (facts.key, facts.kind, facts.status, facts.region) == ("PXL-8130", "startup", "unknown", "76")
    assert facts.identifiers == (("siren", "992915074"), ("siret", "99291507400015"))
    assert facts.parents == tuple(
        ParentFact("associated", (("rnsr", number),)) for number in ("199111950H", "199511952T")
    )
    assert (facts.themes, facts.is_health) == (("medical-devices",), True)
    assert ilab.dated({"year": "2025"}) == dt.date(2025, 12, 31)


def test_ilab_calls_early_winners_companies():
    assert ilab.read(row_of("ilab", company="NMRTEC", year="1999")).kind == "company"


def test_ilab_gives_rows_without_number_a_key_of_their_own():
    row = row_of("ilab", company="INTENTO DESIGN")
    assert ilab.read(row).key == ilab.read(dict(row)).key
    assert ilab.read(row).key != ilab.read({**row, "title": "Another"}).key
    assert ilab.read(row).key.startswith("2016-")


def test_ilab_leaves_out_a_wrong_siren():
    assert ilab.read(row_of("ilab", siren="90197921")).identifiers == (
        ("siren", "901979211"),
        ("siret", "90197921100025"),
    )


def test_higher_education_skips_the_unnamed_and_reads_variants():
    with pytest.raises(NoOrganisation):
        higher_education.read(row_of("higher_education", name=""))
    facts = higher_education.read(row_of("higher_education", name="Université Grenoble Alpes"))
    assert facts.precision == "address"
    assert len({name.text for name in facts.names}) == len(facts.names)
    abroad = higher_education.read(row_of("higher_education", region="Étranger"))
    assert (abroad.country, abroad.insee) == ("", "")


def test_crosswalk_needs_something_to_say():
    row = {"ror": "02vjkv261", "siren": "", "uai": "", "finess": "", "finess_ej": "", "kind": ""}
    with pytest.raises(SourceRecordError, match="no second number"):
        crosswalk.read(row)
    with pytest.raises(SourceRecordError, match="not a kind"):
        crosswalk.read({**row, "kind": "castle"})
    facts = crosswalk.read({**row, "siren": "180036048", "kind": "research"})
    assert (facts.name, facts.scope) == ("", "entity")
    assert facts.identifiers == (("ror", "02vjkv261"), ("siren", "180036048"))
