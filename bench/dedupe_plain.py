"""A plain rule: records with the same normalised name in the same city are one.

python -m bench.dedupe_plain records.csv clusters.csv
"""

import csv
import sys
from pathlib import Path

from bench.register_records import read
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.places import places_all


def main() -> None:
    """Write clusters."""
    records, _truth = read(Path(sys.argv[1]))
    names = canonical_all(fold_all(record.name for record in records))
    places = places_all([record.city for record in records], [record.postcode for record in records])
    first: dict[tuple[str, str], str] = {}
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "cluster"])
        for record, name, place in zip(records, names, places, strict=True):
            writer.writerow([record.id, first.setdefault((name, place.city), record.id)])


if __name__ == "__main__":
    main()
