"""`parvis engine spark-pairs`: which of tens of millions of records are the same organisation, on Spark."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.engine.tables import AsJson, tell, weights_of
from parvis.cli.start import in_one_line, refuse

Records = Annotated[str, typer.Option(help="Parquet files: id, name[, aliases, city, postcode, website, siren, …].")]
Output = Annotated[str, typer.Option(help="Folder of Parquet files for the pairs; it must not be there yet.")]
Threshold = Annotated[float, typer.Option(min=0.0, max=1.0, help="Probability from which a pair is written.")]
Master = Annotated[str, typer.Option(help="Where Spark runs: local[*], spark://host:7077, yarn, k8s://…")]
Scratch = Annotated[str, typer.Option(help="Folder for what comes between, seen by all executors; not emptied.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", help="A setting of Spark, as spark.executor.memory=8g; may be given again.")
]
ChancesFile = Annotated[Path | None, typer.Option("--weights", help="m and u of the levels, instead of those shipped.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave records without id or name out.")]


def spark_pairs(
    records: Records,
    output: Output,
    threshold: Threshold = 0.5,
    master: Master = "local[*]",
    scratch: Scratch = "",
    settings: Settings = None,
    weights: ChancesFile = None,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Find pairs of records that are the same organisation, among more records than one machine holds.

    The pairs that are compared are those of `parvis engine dedupe`; Splink weighs them. It needs the extra
    parvis[spark] and Java.
    """
    from parvis.engine.linkage.spark.session import missing, session  # noqa: PLC0415 -- slow import

    own = _settings(settings or [])
    if sentence := missing():
        refuse(f"{sentence}.")
    if Path(output).exists():
        refuse(f"{output} is there already; pairs are written to a new folder.")
    if not scratch and not master.startswith("local"):
        refuse(f"on {master}, --scratch must name a folder that all executors see.")
    from pyspark.errors import PySparkException  # noqa: PLC0415 -- optional

    from parvis.engine.linkage.spark.run import Job, run  # noqa: PLC0415 -- optional
    from parvis.engine.linkage.spark.weights import read as read_weights  # noqa: PLC0415 -- slow import

    start = time.perf_counter()
    chances = weights_of(weights, read_weights)
    with _folder(scratch) as folder:
        spark = session(master, own)
        try:
            done = run(spark, Job(records, output, folder, threshold, skip_bad, chances))
        except ValueError as error:
            refuse(f"{records}: {error}.", code=1)
        except PySparkException as error:
            refuse(f"Spark stopped: {in_one_line(error)[:500]}.", code=1)
        finally:
            spark.stop()
    summary = asdict(done) | {"threshold": threshold, "seconds": round(time.perf_counter() - start, 1)}
    tell(summary, as_json=as_json)


def _settings(given: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.startswith("spark."):
            refuse(f"--set {one} is no setting of Spark; expected spark.name=value.")
        found[name] = value
    return found


@contextmanager
def _folder(scratch: str) -> Iterator[str]:
    """A folder of this run: in the one that was named, else one that goes when the run ends."""
    if scratch:
        yield f"{scratch.rstrip('/')}/parvis-{time.time_ns()}"
    else:
        with tempfile.TemporaryDirectory(prefix="parvis-spark-") as folder:
            yield folder
