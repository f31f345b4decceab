"""Records that cannot be used are refused with a sentence."""

import pytest

pytestmark = pytest.mark.spark


@pytest.fixture
def read(spark, parquet):
    from parvis.engine.linkage.spark.reading import read

    return lambda rows, **more: read(spark, parquet(rows), **more)


def test_missing_columns_are_empty_and_cells_become_trimmed_texts(read):
    row = read([{"ID": 7, "Name": " CHU ", "siren": 123456789, "city": None, "colour": "red"}]).records.head()
    assert (row.id, row.name, row.siren, row.city, row.website) == ("7", "CHU", "123456789", "", "")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"id": "1", "label": "CHU"}], "there is no column name"),
        ([{"id": "1", "name": "CHU", "aliases": ["a"]}], "the column aliases holds array<string>; expected a text"),
        ([{"id": "1", "name": ""}, {"id": None, "name": "CHU"}], "2 records have no id or no name; --skip-bad"),
        ([{"id": "1", "name": "CHU"}, {"id": "1", "name": "HCL"}], "2 records have the id 1"),
    ],
)
def test_what_is_no_record_is_refused(read, rows, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(rows)


def test_records_without_id_or_name_can_be_left_out(read):
    found = read([{"id": "1", "name": ""}, {"id": "2", "name": "CHU"}], skip_bad=True)
    assert ([row.id for row in found.records.collect()], found.bad) == (["2"], 1)
