"""The pairs of records that share a key, as `duplicates.blocking` makes them on one machine."""

from collections.abc import Iterator

import pandas as pd
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from parvis.engine.linkage.spark.compared import COMPARED, KEYS, keyed
from parvis.engine.linkage.spark.preparing import Known

PAIRS = """
    explode(flatten(transform(
        sequence(0, size(ids) - 2),
        a -> transform(slice(ids, a + 2, size(ids)), b -> struct(ids[a] as join_key_l, b as join_key_r))
    )))
"""
"""All pairs of an ascending list."""


def keyed_of(texts: DataFrame, known: Known) -> DataFrame:
    """For each record its keys, and what is compared."""
    shared = texts.sparkSession.sparkContext.broadcast(known)

    def prepared(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        return keyed(frames, shared.value)

    return texts.mapInPandas(prepared, f"unique_id string, {KEYS}, {COMPARED}")


def pairs_of(keyed_records: DataFrame) -> DataFrame:
    """The ids of records that share a key, smaller first, each pair once; larger blocks than the cap are left out.

    A window counts the block before any list is made of it, so that a key of millions of records costs a sort that can
    go to the disk, and no memory.
    """
    keys = keyed_records.select("unique_id", F.explode(F.arrays_zip("keys", "caps")).alias("one"))
    keys = keys.select("unique_id", F.col("one.keys").alias("key"), F.col("one.caps").alias("cap"))
    counted = keys.withColumn("held", F.count("*").over(Window.partitionBy("key")))
    blocks = (
        counted.where("held > 1 and held <= cap")
        .groupBy("key")
        .agg(F.sort_array(F.collect_list("unique_id")).alias("ids"))
    )
    return blocks.select(F.expr(PAIRS).alias("pair")).select("pair.*").distinct()
