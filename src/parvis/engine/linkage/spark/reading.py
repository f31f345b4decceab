"""Records in Parquet files, checked before anything is computed."""

from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it
from pyspark.sql.types import AtomicType

from parvis.engine.linkage.spark.records import COLUMNS, REQUIRED


@dataclass(frozen=True, slots=True)
class Read:
    """Records whose columns are texts, "" where nothing is known, and how many were left out."""

    records: DataFrame
    bad: int


def read(spark: SparkSession, path: str, *, skip_bad: bool = False) -> Read:
    """The records of Parquet files.

    Raises ValueError with a sentence when they are no such records: a column is missing or holds lists, an id or a name
    is empty (those are left out with `skip_bad`), an id stands twice.
    """
    found = spark.read.parquet(path)
    names = {name.lower(): name for name in found.columns}
    absent = [name for name in REQUIRED if name not in names]
    if absent:
        raise ValueError(f"there is no column {', '.join(absent)}; there must be {', '.join(REQUIRED)}")
    kinds = {field.name: field.dataType for field in found.schema.fields}
    nested = [name for name in COLUMNS if name in names and not isinstance(kinds[names[name]], AtomicType)]
    if nested:
        raise ValueError(f"the column {nested[0]} holds {kinds[names[nested[0]]].simpleString()}; expected a text")
    records = found.select(*(_text(names.get(name)).alias(name) for name in COLUMNS))
    empty = F.expr(" or ".join(f"{name} = ''" for name in REQUIRED))
    bad = records.where(empty).count()
    if bad and not skip_bad:
        raise ValueError(f"{bad} records have no {' or no '.join(REQUIRED)}; --skip-bad leaves them out")
    kept = records.where(~empty)
    twice = kept.groupBy("id").count().where("count > 1").head(1)
    if twice:
        raise ValueError(f"{twice[0]['count']} records have the id {twice[0]['id']}")
    return Read(kept, bad)


def _text(name: str | None) -> Column:
    return F.coalesce(F.trim(F.col(f"`{name}`").cast("string")), F.lit("")) if name else F.lit("")
