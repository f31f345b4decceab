"""One small Spark for all tests, where the extra and Java are."""

import pytest

from parvis.engine.linkage.spark.session import missing, session


def pytest_collection_modifyitems(items):
    """What Spark, Splink and pandas deprecate among one another is theirs."""
    for item in items:
        if item.get_closest_marker("spark"):
            for category in ("DeprecationWarning", "FutureWarning", "UserWarning", "ResourceWarning"):
                item.add_marker(pytest.mark.filterwarnings(f"ignore::{category}"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Two threads, few partitions."""
    sentence = missing()
    if sentence:
        pytest.skip(sentence)
    scratch = tmp_path_factory.mktemp("spark")
    found = session(
        "local[2]",
        {
            "spark.sql.shuffle.partitions": "4",
            "spark.driver.memory": "2g",
            "spark.local.dir": str(scratch),
            "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        },
    )
    yield found
    found.stop()


@pytest.fixture(scope="session")
def parquet(tmp_path_factory):
    """Writes rows as a Parquet file; answers its path."""
    import pyarrow as pa
    from pyarrow import parquet

    def write(rows, rows_in_a_group=1000):
        path = tmp_path_factory.mktemp("parquet") / "records.parquet"
        parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=rows_in_a_group)
        return str(path)

    return write
