"""From records in Parquet to weighed pairs in Parquet.

Each step is written to a scratch folder and read again: so a step is not done twice, not even when an executor is lost,
and what it took on the disk can be seen.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from parvis.engine.linkage.spark.blocking import keyed_of, pairs_of
from parvis.engine.linkage.spark.counting import known_of, texts_of
from parvis.engine.linkage.spark.reading import read
from parvis.engine.linkage.spark.scoring import scored
from parvis.engine.linkage.spark.weights import Chances, shipped


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, where to write, and a folder for what comes between, which the driver and all executors see."""

    records: str
    output: str
    scratch: str
    threshold: float = 0.5
    skip_bad: bool = False
    chances: Chances | None = None
    """None for those that are shipped."""


@dataclass(slots=True)
class Done:
    """How much there was, and the seconds of each step."""

    records: int = 0
    pairs_compared: int = 0
    pairs: int = 0
    bad_records: int = 0
    steps: dict[str, float] = field(default_factory=dict)


def run(spark: SparkSession, job: Job) -> Done:
    """Write the pairs whose probability is at least the threshold; raises ValueError with a sentence on bad records."""
    done, steps = Done(), _Steps(spark, job.scratch)
    found = read(spark, job.records, skip_bad=job.skip_bad)
    done.bad_records = found.bad
    steps.ended("read")
    texts = steps.kept("texts", texts_of(found.records))
    done.records = texts.count()
    known = known_of(texts)
    steps.ended("count")
    keyed = steps.kept("keys", keyed_of(texts, known))
    pairs = steps.kept("pairs", pairs_of(keyed))
    done.pairs_compared = pairs.count()
    weighed = scored(keyed, pairs, job.chances or shipped(), f"{job.scratch}/splink", job.threshold)
    weighed.write.parquet(job.output)
    done.pairs = spark.read.parquet(job.output).count()
    steps.ended("weigh")
    done.steps = steps.seconds
    return done


class _Steps:
    """Keeps the frames of steps, and the time."""

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self.spark, self.folder = spark, folder
        self.seconds: dict[str, float] = {}
        self.began = time.perf_counter()

    def ended(self, name: str) -> None:
        """The step is done."""
        now = time.perf_counter()
        self.seconds[name], self.began = round(now - self.began, 1), now

    def kept(self, name: str, frame: DataFrame) -> Any:
        """The frame, written and read again."""
        path = f"{self.folder}/{name}"
        frame.write.parquet(path)
        self.ended(name)
        return self.spark.read.parquet(path)
