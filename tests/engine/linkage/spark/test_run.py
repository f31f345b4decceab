"""From Parquet to Parquet: the pairs that are compared on Spark are those of the engine on one machine."""

import pytest

from bench.register_records import records as generated
from parvis.engine.linkage.duplicates.blocking import candidates
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.signs import signs_of
from parvis.engine.linkage.types import Record

pytestmark = pytest.mark.spark

SCHEMES = ("siren", "siret", "finess", "rnsr", "ror")
COLUMNS = ("id", "name", "aliases", "acronyms", "city", "postcode", "website", *SCHEMES, "truth")

HARD = [
    {"id": "1", "name": "Hospices Civils de Lyon", "acronyms": "HCL", "city": "Lyon"},
    {"id": "2", "name": "HCL", "aliases": "Hospices de Lyon|Hôpitaux de Lyon", "postcode": "69002"},
    {"id": "3", "name": "Hospices Civils", "city": "Lyonn", "postcode": "69002"},
    {"id": "4", "name": "Laboratoire de la mye line", "city": "Bordeaux", "postcode": "33000"},
    {"id": "5", "name": "Laboratoire de la myeline", "city": "Bordeaux", "postcode": "33000"},
    {"id": "6", "name": "Laboratoire de la myeline et du cerveau", "postcode": "33000"},
    {"id": "7", "name": "Centre hospitalierregional d'Orleans", "city": "Orléans", "postcode": "45000"},
    {"id": "8", "name": "Centre hospitalier regional d'Orleans", "city": "Orleans"},
    {"id": "9", "name": "Centre hospitalier regional d'Angers", "city": "Angers", "postcode": "49000"},
    {"id": "a", "name": "UMR 8520 IEMN", "city": "Lille", "website": "https://www.iemn.fr/x"},
    {"id": "b", "name": "Institut d'Electronique (UMR 8520)", "website": "iemn.fr"},
    {"id": "c", "name": "???", "city": "?", "postcode": "x", "siret": "12345678900011"},
    {"id": "d", "name": "Anthropolpgie", "siren": "123 456 789"},
    {"id": "e", "name": "Anthropologie", "siret": "123 456 789 00011"},
    {"id": "é", "name": "Anthropologie", "city": "Paris", "postcode": "75005", "siren": "999 999 999"},
]
"""Names that are cut, glued, shortened, misspelt or empty; numbers that agree and contradict."""


def rows():
    found = [*generated(2500, seed=5), *HARD]
    return [{column: row.get(column, "") for column in COLUMNS} for row in found]


def record_of(row):
    return Record(
        row["id"],
        row["name"],
        tuple(filter(None, row["aliases"].split("|"))),
        tuple(filter(None, row["acronyms"].split("|"))),
        row["city"],
        row["postcode"],
        website=row["website"],
        identifiers=tuple((scheme, row[scheme]) for scheme in SCHEMES if row[scheme]),
    )


def on_one_machine():
    """What the engine compares: pairs of ids, smaller first."""
    records = sorted(map(record_of, rows()), key=lambda record: record.id)
    signs = signs_of(records)
    found = candidates(all_keys(signs), signs.owner)
    return {(records[i].id, records[j].id) for i, j in zip(found.i.tolist(), found.j.tolist(), strict=True)}


@pytest.fixture(scope="module")
def found(spark, parquet, tmp_path_factory):
    """What a run says and writes: the summary, and the pairs by their ids."""
    from parvis.engine.linkage.spark.run import Job, run

    folder = tmp_path_factory.mktemp("run")
    job = Job(parquet(rows(), rows_in_a_group=600), str(folder / "pairs"), str(folder / "scratch"), threshold=0.0)
    done = run(spark, job)
    written = spark.read.parquet(job.output).collect()
    pairs = {(row["left"], row["right"]): row for row in written}
    assert len(pairs) == len(written)
    return done, pairs


def test_the_pairs_are_those_of_the_engine_on_one_machine(found):
    expected = on_one_machine()
    done, pairs = found
    assert set(pairs) == expected
    assert {("1", "2"), ("4", "5"), ("7", "8"), ("a", "b"), ("c", "e"), ("d", "e")} <= expected
    assert (done.records, done.pairs_compared, done.pairs) == (len(rows()), len(expected), len(expected))


def test_numbers_decide_and_forbid(found):
    _done, pairs = found
    assert (pairs["c", "e"]["number"], pairs["d", "é"]["number"]) == ("agrees", "contradicts")
    assert pairs["c", "e"]["probability"] >= 0.999
    assert {row["probability"] for row in pairs.values() if row["number"] == "contradicts"} == {0.0}
    assert min(row["probability"] for row in pairs.values() if row["number"] == "agrees") >= 0.999


def test_levels_say_what_agrees(found):
    _done, pairs = found
    row = pairs["a", "b"]
    assert (row["website"], row["unit"], row["siren"]) == ("same", "same", "unknown")
    assert (pairs["4", "5"]["place"], pairs["4", "5"]["same_words"]) == ("city and postcode", "all")
    assert pairs["1", "2"]["initials"] == "yes"


def test_pairs_above_the_threshold_are_mostly_one_organisation(found):
    _done, pairs = found
    truth = {row["id"]: row["truth"] or row["id"] for row in rows()}
    same = {pair: truth[pair[0]] == truth[pair[1]] for pair in pairs}
    likely = [same[pair] for pair, row in pairs.items() if row["probability"] >= 0.5]
    assert sum(likely) / len(likely) > 0.85
    assert sum(likely) / sum(same.values()) > 0.85
