"""Fit the chances of the levels that Splink compares on Spark to generated records, and ship them.

    PYTHONPATH=src:.:var/spark python -m bench.spark_fit

The records are of seeds that no measure uses.
"""

import datetime as dt
import tempfile
from pathlib import Path

import numpy as np

from bench.register_records import kept, read
from bench.spark_records import as_parquet
from parvis.engine.linkage.model import FOLDER
from parvis.engine.linkage.spark.blocking import keyed_of, pairs_of
from parvis.engine.linkage.spark.counting import known_of, texts_of
from parvis.engine.linkage.spark.levels import COMPARED
from parvis.engine.linkage.spark.reading import read as records_in
from parvis.engine.linkage.spark.scoring import scored
from parvis.engine.linkage.spark.session import session
from parvis.engine.linkage.spark.weights import fit, write

SETS = ((12_000, 21), (4_000, 22))
"""Records and seed of each register."""


def main() -> None:
    """Fit and write."""
    spark = session("local[2]", {"spark.driver.memory": "4g", "spark.sql.shuffle.partitions": "8"})
    levels, same = [], []
    for count, seed in SETS:
        path = kept(count, seed)
        records, truth = read(path)
        owner = dict(zip((record.id for record in records), truth, strict=True))
        with tempfile.TemporaryDirectory() as folder:
            texts = texts_of(records_in(spark, str(as_parquet(path))).records).persist()
            keyed = keyed_of(texts, known_of(texts)).persist()
            found = scored(keyed, pairs_of(keyed), None, str(Path(folder))).toArrow()
        same += [
            owner[a] == owner[b] for a, b in zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True)
        ]
        levels.append([[one.labels.index(v) for v in found[one.name].to_pylist()] for one in COMPARED])
    columns = {one.name: np.concatenate([some[k] for some in levels]) for k, one in enumerate(COMPARED)}
    names = ", ".join(f"{count} records of seed {seed}" for count, seed in SETS)
    about = {
        "date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}",
        "training": f"generated registers: {names}",
        "pairs": len(same),
        "same": int(sum(same)),
    }
    write(FOLDER / "spark.json", fit(columns, np.array(same), about))


if __name__ == "__main__":
    main()
