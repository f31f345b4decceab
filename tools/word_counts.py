"""Count the words of organisations' names for the engine: `python tools/word_counts.py`.

The names are those of the registers in `parvis/demo/data`; what the engine keeps is how often each canonical word
stands in them, when that is more than a few times.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from parvis.engine.linkage.normalise.labels import labels_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.tables import FOLDER

DATA = Path(__file__).resolve().parents[1] / "src" / "parvis" / "demo" / "data"
COLUMNS = {
    "ror_fr.csv.gz": ("name", "aliases"),
    "rnsr_structures.csv.gz": ("libelle",),
    "hospitals_sae2023.csv.gz": ("name", "name_2"),
    "higher_education_ids.csv.gz": ("name", "name_en"),
    "ilab_laureates.csv.gz": ("company",),
}
FEWEST = 3


def names() -> Iterator[str]:
    """All names, those of one record once each."""
    for file_name, columns in COLUMNS.items():
        with gzip.open(DATA / file_name, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                cells = [name for column in columns for name in (row.get(column) or "").split("|")]
                yield from dict.fromkeys(name for name in cells if name)


def main() -> None:
    """Write the table."""
    _labels, rest = labels_all(fold_all(names()))
    canonical = [name for name in canonical_all(rest) if name]
    counts = Counter(word for name in canonical for word in set(name.split()))
    kept = sorted(((word, n) for word, n in counts.items() if n >= FEWEST), key=lambda one: (-one[1], one[0]))
    lines = [
        "# How many names of French organisations hold a canonical word; the first line is the number of names.",
        f"\t{len(canonical)}",
        *(f"{word}\t{count}" for word, count in kept),
    ]
    (FOLDER / "counts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept):,} words of {len(canonical):,} names")


if __name__ == "__main__":
    main()
