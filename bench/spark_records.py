"""Generated records as Parquet, made once and kept."""

import csv
from pathlib import Path


def as_parquet(path: Path) -> Path:
    """The records of a CSV file as a Parquet file beside it."""
    import pyarrow as pa
    from pyarrow import parquet

    target = path.with_suffix(".parquet")
    if not target.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        unfinished = path.with_suffix(".parquet.part")
        parquet.write_table(pa.Table.from_pylist(rows), unfinished, row_group_size=50_000)
        unfinished.rename(target)
    return target
