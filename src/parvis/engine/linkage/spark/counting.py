"""What Spark counts over all records before any of them can have keys.

Spark counts, the driver decides: it gets each different word, each pair of neighbouring words that is a word when it is
written as one, and each different place once, with how often it stands in the data.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from parvis.engine.linkage.duplicates.hashing import text_hashes
from parvis.engine.linkage.duplicates.initials import SHORTEST as FEWEST
from parvis.engine.linkage.spark.places import Addresses, Towns
from parvis.engine.linkage.spark.preparing import TEXTS, Known, with_texts
from parvis.engine.linkage.spark.words import Mends, Neighbours, Numbers, flattened
from parvis.engine.linkage.types import Ints, Small


def texts_of(records: DataFrame) -> DataFrame:
    """Records with their texts; see `preparing.with_texts`."""
    columns = ", ".join(f"`{name}` string" for name in records.columns)
    return records.mapInPandas(_with_texts, f"{columns}, {TEXTS}")


def known_of(texts: DataFrame) -> Known:
    """What is known of all records."""
    names = texts.select(F.explode("names").alias("name"))
    counted = _words(names).groupBy("word").count().toArrow()
    words, counts = counted["word"].to_pylist(), counted["count"].to_numpy()
    mends = Mends.of(words, counts, _neighbours(names))
    numbers = Numbers.of(words, _mended_counts(names, words, counts, mends), names.count())
    return Known(mends, numbers, _towns(texts), _initials(texts, numbers))


def _with_texts(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    yield from map(with_texts, frames)


def _words(names: DataFrame) -> DataFrame:
    return names.select(F.explode(F.split("name", " ")).alias("word")).where("word <> ''")


def _neighbours(names: DataFrame) -> Neighbours:
    """Pairs of words that follow one another and are a word when written as one."""
    words = names.select(F.split("name", " ").alias("w"))
    pairs = words.where(F.size("w") > 1).select(
        F.explode(F.expr("transform(sequence(0, size(w) - 2), k -> struct(w[k] as a, w[k + 1] as b))")).alias("p")
    )
    counted = pairs.groupBy("p.a", "p.b").count()
    known = words.select(F.explode("w").alias("whole")).distinct()
    found = counted.withColumn("whole", F.concat("a", "b")).join(known, "whole", "leftsemi").toArrow()
    return Neighbours(found["a"].to_pylist(), found["b"].to_pylist(), found["count"].to_numpy())


def _mended_counts(names: DataFrame, words: list[str], counts: Ints, mends: Mends) -> Ints:
    """How often each word stands in the names once they are mended."""
    if not len(mends.joined) and not len(mends.split):
        return counts
    shared = names.sparkSession.sparkContext.broadcast(mends)

    def counted(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            known, rows, flat = flattened(frame["name"].tolist())
            _rows, hashes = shared.value(rows, text_hashes(list(known))[flat])
            found, often = np.unique(hashes, return_counts=True)
            yield pd.DataFrame({"hash": found.view(np.int64), "often": often})

    found = names.mapInPandas(counted, "hash bigint, often bigint").groupBy("hash").sum("often").toArrow()
    hashes = found["hash"].to_numpy().view(np.uint64)
    order = np.argsort(hashes)
    wanted = text_hashes(words)
    at = np.minimum(np.searchsorted(hashes[order], wanted), len(order) - 1)
    often = found["sum(often)"].to_numpy()[order][at]
    return np.where(hashes[order][at] == wanted, often, 0)


def _towns(texts: DataFrame) -> Towns:
    found = (
        texts.groupBy("town", "department", "code").agg(F.count("*").alias("n"), F.min("id").alias("first")).toArrow()
    )
    towns, departments, first = (found[name].to_pylist() for name in ("town", "department", "first"))
    codes = found["code"].to_numpy().astype(np.int64)
    return Towns.of(Addresses(towns, departments, codes, found["n"].to_numpy(), first))


def _initials(texts: DataFrame, numbers: Numbers) -> Small:
    found = texts.select(F.explode("initials").alias("one")).where(F.length("one") >= FEWEST).distinct().toArrow()
    known = np.unique(numbers.find(text_hashes(found["one"].to_pylist())))
    return known[known >= 0]
