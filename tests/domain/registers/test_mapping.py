import pytest
from django.utils import translation

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.facts import NameFact
from parvis.domain.registers.mapping import FIELDS, TableMapping, twice
from parvis.domain.registers.precedence import DEFAULT, PRECEDENCE, rank
from parvis.domain.sources.labels import MAPPED

COLUMNS = {
    "Nom": "name",
    "Sigle": "acronym",
    "Autres": "aliases",
    "Enseigne": "aliases",
    "N° SIREN": "siren",
    "Rue": "address",
    "CP": "postcode",
    "Ville": "city",
    "Lat": "latitude",
    "Lon": "longitude",
    "Type": "kind",
    "Pays": "country",
    "Site": "website",
    "Année": "founded_year",
}
ROW = {
    "Nom": "CLINIQUE DES LILAS",
    "Sigle": "CDL",
    "Autres": "Les Lilas|Lilas Santé",
    "Enseigne": "Au lilas",
    "N° SIREN": "900 000 001",
    "Rue": "1 rue Neuve",
    "CP": "75013",
    "Ville": "PARIS",
    "Lat": "48,8272",
    "Lon": "2,3561",
    "Type": "hospital",
    "Pays": "France",
    "Site": "www.lilas.example",
    "Année": "1999",
    "Téléphone": "0100000000",
}
MAPPING = TableMapping(columns=COLUMNS, kind="company")


def test_every_field_has_its_words():
    assert set(MAPPED) == set(FIELDS)


def test_a_row_is_read_by_its_columns():
    facts = MAPPING.read(ROW)
    assert (facts.key, facts.name, facts.kind, facts.scope) == (
        "siren:900000001",
        "Clinique des Lilas",
        "hospital",
        "entity",
    )
    assert facts.names == (
        NameFact("CDL", "acronym"),
        NameFact("Les Lilas", "alias"),
        NameFact("Lilas Santé", "alias"),
        NameFact("Au lilas", "alias"),
    )
    assert (facts.address, facts.postcode, facts.city, facts.country) == ("1 rue Neuve", "75013", "Paris", "FR")
    assert (facts.latitude, facts.longitude, facts.precision) == (48.8272, 2.3561, "address")
    assert (facts.website, facts.founded_year) == ("http://www.lilas.example", 1999)


@pytest.mark.parametrize("day", ["1999", "1999-05-06", "1999-05-06 10:00:00", "6/5/1999"])
def test_the_year_of_a_day_is_enough(day):
    assert MAPPING.read({**ROW, "Année": day}).founded_year == 1999


def test_what_no_column_says_is_what_the_mapping_says():
    facts = MAPPING.read({"Nom": "Lilas"})
    assert (facts.kind, facts.country, facts.latitude) == ("company", "FR", None)
    assert TableMapping(columns={"Nom": "name"}, country="BE").read({"Nom": "Lilas"}).country == "BE"


def test_rows_without_a_number_keep_their_key_from_file_to_file():
    first, again = MAPPING.read({"Nom": "Lilas", "Ville": "Paris"}), MAPPING.read({"Nom": "LILAS", "Ville": "paris "})
    other = MAPPING.read({"Nom": "Lilas", "Ville": "Lyon"})
    assert (first.key == again.key, first.key == other.key, first.key[:5]) == (True, False, "name:")
    keyed = TableMapping(columns={"Nom": "name", "Id": "key", "F": "finess"})
    assert keyed.read({"Nom": "Lilas", "Id": "7", "F": "380000000"}).key == "7"
    assert keyed.read({"Nom": "Lilas", "Id": "", "F": "380000000"}).scope == "establishment"


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("Nom", " ", "The value is missing."),
        ("N° SIREN", "900000002", "SIREN"),
        ("Lat", "north", "is not a coordinate"),
        ("Type", "castle", "“castle” is not a kind of organisation."),
        ("Pays", "Atlantis", "“Atlantis” is not a country"),
        ("Année", "last year", "is not a year"),
        ("Ville", "x" * 121, "at most 120 are expected"),
    ],
)
def test_a_bad_value_is_refused_with_the_name_of_its_column(column, value, sentence):
    with pytest.raises(SourceRecordError) as raised:
        MAPPING.read({**ROW, column: value})
    assert (raised.value.column, sentence in str(raised.value)) == (column, True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_kinds_are_read_in_words_of_every_language_whichever_is_in_use(language):
    with translation.override(language):
        assert MAPPING.read({**ROW, "Type": "Hôpital ou clinique"}).kind == "hospital"
        assert MAPPING.read({**ROW, "Type": "HOSPITAL OR CLINIC"}).kind == "hospital"


def test_only_other_names_may_stand_in_several_columns():
    assert twice(COLUMNS) == []
    assert twice({"a": "name", "b": "name", "c": "city", "d": "name"}) == ["name"]


def test_own_tables_are_believed_after_all_registers_the_first_one_first():
    for field, order in PRECEDENCE.items():
        assert rank(field, "own_1") == len(order) + 1
    assert rank("themes", "own_3") == len(DEFAULT) + 3
    assert (rank("name", "own_x"), rank("name", "unknown")) == (None, None)
