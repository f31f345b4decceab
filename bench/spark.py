"""Deduplication on Spark by size: seconds of each step, what is shuffled and kept, and how good the pairs are.

Each run is one `parvis engine spark-pairs` on two threads of this machine; it needs Java and `make spark`.
`PARVIS_BENCH_SIZES=20000` for fewer records.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bench.register_records import kept, read
from bench.report import ROOT, Report, Table
from bench.spark_process import Used, run, shuffled

SIZES = os.environ.get("PARVIS_BENCH_SIZES", "20000,100000,500000")
SEED = 11
"""Records that nothing was fitted on."""
LIMIT = 600
"""Seconds after which a run is given up."""
PACKAGES = ROOT / "var" / "spark"
KEPT = ("texts", "keys", "pairs", "splink")
STEPS = ("read", "texts", "count", "keys", "pairs", "weigh")


def missing() -> str:
    """A sentence that says why nothing can be measured here, or ""."""
    if not (PACKAGES / "pyspark").exists():
        return "Spark is not measured: it is not installed (make spark)."
    if not shutil.which("java"):
        return "Spark is not measured: no java was found."
    return ""


def measure(*, quick: bool) -> Report:
    """All tables."""
    sys.path.append(str(PACKAGES))
    sizes = [2_000] if quick else [int(size) for size in SIZES.split(",")]
    times = Table(
        ("records", *STEPS, "all, s", "processor, s", "peak, GB"),
        title="Seconds of each step",
        before="From Parquet to Parquet, on two threads; the whole includes the start and the end of Spark. Processor "
        "time is that of all processes, and says more than seconds where a machine does other things too. The peak is "
        "the resident memory of all processes together.",
    )
    sizes_kept = Table(
        ("records", "pairs compared", "pairs a record", "shuffled, GB", "spilled, GB", *(f"{k}, MB" for k in KEPT)),
        title="What is moved and kept",
        before="Shuffled and spilled as Spark logs it; the others are what each step leaves in the scratch folder.",
    )
    quality = Table(
        ("records", "pairs written", "precision", "recall of pairs", "recall of pairs compared", "F1"),
        title="How good the pairs are",
        before="Pairs of probability 0.5 and more, against the truth; nothing is grouped. The recall of the pairs "
        "compared is the ceiling.",
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            _one(size, Path(name), (times, sizes_kept, quality))
    return Report(
        "spark",
        "Measures of deduplication on Spark",
        [times, sizes_kept, quality],
        intro="Generated records as in [the measures of deduplication](dedupe.md), of which no weight has seen any. "
        "[What this says of larger data](../../explanation/beyond-one-machine.md).",
    )


def _one(size: int, folder: Path, tables: tuple[Table, Table, Table]) -> None:
    from bench.spark_records import as_parquet

    source = kept(size, SEED)
    (folder / "log").mkdir()
    settings = {
        "spark.driver.memory": "6g",
        "spark.sql.shuffle.partitions": str(max(8, size // 25_000)),
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": f"file://{folder / 'log'}",
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.local.dir": str(folder),
    }
    names = ("--records", as_parquet(source), "--output", folder / "found", "--scratch", folder / "scratch")
    options = [option for name, value in settings.items() for option in ("--set", f"{name}={value}")]
    command = ["engine", "spark-pairs", *map(str, names), "--master", "local[2]", "--json", *options]
    try:
        used = run(command, PACKAGES, LIMIT)
    except subprocess.CalledProcessError:
        tables[0].rows.append((size, *("none",) * (len(STEPS) + 3)))
        return
    said = json.loads(used.printed)
    tables[0].rows.append(_times(size, said, used))
    written, spilled = shuffled(folder / "log")
    (scratch,) = (folder / "scratch").iterdir()
    on_disk = [_megabytes(scratch / name) for name in KEPT]
    per_record = said["pairs_compared"] / size
    tables[1].rows.append((size, said["pairs_compared"], per_record, f"{written:.3f}", f"{spilled:.3f}", *on_disk))
    tables[2].rows.append(_quality(size, source, folder / "found", scratch / "pairs"))


def _times(size: int, said: dict[str, Any], used: Used) -> tuple[object, ...]:
    steps = [float(said["steps"][step]) for step in STEPS]
    return size, *steps, used.seconds, used.processor, f"{used.peak:.1f}"


def _quality(size: int, source: Path, found: Path, compared: Path) -> tuple[object, ...]:
    from pyarrow import parquet

    records, truth = read(source)
    owner = {record.id: one for record, one in zip(records, truth, strict=True)}
    total = sum(count * (count - 1) // 2 for count in Counter(truth).values())

    def right(path: Path, left: str, other: str) -> tuple[int, int]:
        table = parquet.read_table(path, columns=[left, other])
        same = [owner[a] == owner[b] for a, b in zip(table[left].to_pylist(), table[other].to_pylist(), strict=True)]
        return sum(same), len(same)

    good, written = right(found, "left", "right")
    ceiling, _all = right(compared, "join_key_l", "join_key_r")
    precision, recall = good / max(written, 1), good / max(total, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return size, written, *(f"{share:.3f}" for share in (precision, recall, ceiling / max(total, 1), f1))


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
