"""Pairs weighed by Splink, and what numbers decide put above it."""

import logging
import warnings
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from parvis.engine.linkage.model import CERTAIN
from parvis.engine.linkage.spark.levels import AGREES, COMPARED, CONTRADICTS
from parvis.engine.linkage.spark.weights import Chances


def scored(
    keyed_records: DataFrame, pairs: DataFrame, chances: Chances | None, scratch: str, threshold: float = 0.0
) -> DataFrame:
    """For each pair `left`, `right`, `probability`, and for each feature the label of the level that was found.

    A strong number that agrees makes the probability at least 0.999, one that contradicts makes it 0. Pairs below the
    threshold are left out. Without chances only the levels mean something. Splink keeps what it has computed in
    `scratch`, a folder that all executors see.
    """
    from splink import Linker, SettingsCreator  # noqa: PLC0415 -- slow import
    from splink.backends.spark import SparkAPI  # noqa: PLC0415 -- slow import

    spark = keyed_records.sparkSession
    spark.sparkContext.setCheckpointDir(scratch)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[one.comparison(dict(chances.levels[one.name]) if chances else None) for one in COMPARED],
        probability_two_random_records_match=chances.prior if chances else 0.01,
        retain_matching_columns=True,  # without them Splink drops which level was found
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink's and Spark's about one another
        api = SparkAPI(spark_session=spark)
        logging.getLogger("splink").setLevel(logging.ERROR)
        linker = Linker(api.register(keyed_records.drop("keys", "caps")), settings, log_level=None)
        blocked = pairs.select(F.lit("0").alias("match_key"), "join_key_l", "join_key_r")
        linker.table_management.register_blocked_pairs_for_predict(api.register(blocked))
        found = linker.inference.predict(
            threshold_match_probability=threshold or None, warning_mode="never"
        ).as_spark_dataframe()
    return found.select(
        F.col("unique_id_l").alias("left"),
        F.col("unique_id_r").alias("right"),
        _decided(F.col("match_probability")).alias("probability"),
        *(_label(one.name, one.labels).alias(one.name) for one in COMPARED),
    )


def _decided(probability: Column) -> Column:
    number = _label("number", COMPARED[0].labels)
    return (
        F.when(number == CONTRADICTS, F.lit(0.0))
        .when(number == AGREES, F.greatest(probability, F.lit(CERTAIN)))
        .otherwise(probability)
    )


def _label(name: str, labels: tuple[str, ...]) -> Any:
    """Splink numbers levels from the last one, which is 0."""
    return F.array(*map(F.lit, labels))[F.lit(len(labels) - 1) - F.col(f"gamma_{name}")]
