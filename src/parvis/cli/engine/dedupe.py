"""`parvis engine dedupe`: which records of a file are the same organisation."""

import time
from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.engine.tables import AsJson, SkipBad, end_on_bad_lines, tell, weights_of, without_collection, write
from parvis.cli.start import refuse

HEADER = ("id", "cluster", "score")

Records = Annotated[Path, typer.Option(help="CSV file: id, name[, aliases, city, postcode, website, siren, …].")]
Output = Annotated[Path, typer.Option(help="Where clusters go: id, cluster (the id of its first record), score.")]
Threshold = Annotated[float, typer.Option(help="Probability above which records go together (above 0, below 1).")]
ModelsFile = Annotated[
    Path | None, typer.Option("--weights", help="Weights from `parvis engine fit-dedupe`, instead of those shipped.")
]


def dedupe(
    records: Records,
    output: Output,
    threshold: Threshold = 0.5,
    weights: ModelsFile = None,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Find the records that are the same organisation: one line a record, with its cluster.

    The score says how sure the place of a record is: how likely it is one with another record of its cluster or, for a
    record alone, how unlikely it is one with any other.
    """
    from parvis.cli.engine.records import read_records  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.deduplication import Deduplication  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.duplicates.models import read as read_weights  # noqa: PLC0415 -- slow import

    if not 0 < threshold < 1:
        refuse(f"--threshold is above 0 and below 1, not {threshold}.")
    start = time.perf_counter()
    models = weights_of(weights, read_weights)
    with without_collection():
        table, listed = read_records(records)
        bad = end_on_bad_lines((table,), skip=skip_bad)
        del table
        found = Deduplication.of(listed, threshold, models)
    places = {place.id: place for place in found.places()}
    write(output, HEADER, ((one.id, places[one.id].cluster, f"{places[one.id].score:.4f}") for one in listed))
    sizes = found.sizes()
    tell(
        {
            "records": len(listed),
            "clusters": len(sizes),
            "of_several": int((sizes > 1).sum()),
            "largest": int(sizes.max(initial=0)),
            "pairs_compared": len(found.candidates),
            "bad_lines": bad,
            "threshold": threshold,
            "seconds": round(time.perf_counter() - start, 2),
        },
        as_json=as_json,
    )
