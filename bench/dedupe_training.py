"""Records to fit the weights of deduplication on: generated registers of several sizes and noises, and real ones.

    python -m bench.dedupe_training folder [--gold folder of the labelled files]
    parvis engine fit-dedupe --output weights.json $(printf -- '--records %s ' folder/*.csv)

The measures use other seeds and noises (`bench/dedupe.py`). From the labelled files come hospitals as FINESS and SIRENE
name them, and laboratories as people typed them beside the entry of the RNSR; their identifiers are left out, since the
labels were made with them.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.register_entities import FAMILIES, NAMESAKES
from bench.register_records import COLUMNS, records

GENERATED = ((150_000, 1, 1.2), (40_000, 2, 0.7), (20_000, 3, 1.5))
"""Records, seed, noise."""
SMALL = 40
"""Registers of two thousand records: in a small file the same words say other things than in a large one."""


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="folder of the labelled files")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for count, seed, noise in GENERATED:
        _write(options.folder / f"generated-{count}-{seed}-{noise}.csv", records(count, seed, noise))
    for seed in range(SMALL):
        noise, families = (0.5, 1.0, 1.5)[seed % 3], (FAMILIES, FAMILIES, NAMESAKES, FAMILIES)[seed % 4]
        _write(options.folder / f"small-{seed}-{noise}.csv", records(2_000, 100 + seed, noise, families))
    if options.gold:
        _write(options.folder / "hospitals.csv", hospitals(options.gold / "link_gold_finess_sirene.csv"))
        _write(options.folder / "laboratories.csv", laboratories(options.gold / "link_gold_anr_name_to_rnsr.csv"))


def hospitals(path: Path) -> Iterator[dict[str, str]]:
    """Hospitals under the names that two registers give; the sites of one hospital count as one, so those of hospitals
    that a register has several times are left out."""
    rows = _rows(path)
    often = Counter((row["key"], row["source"]) for row in rows)
    several = {key for (key, _source), count in often.items() if count > 1}
    for number, row in enumerate(rows):
        if row["key"] not in several:
            plain = {"id": f"h{number}", "name": row["name"], "aliases": row["alt_name"], "truth": row["key"]}
            yield {**plain, "city": row["place"], "postcode": row["postcode"], "website": row["website"]}


def laboratories(path: Path) -> Iterator[dict[str, str]]:
    """Laboratories as people typed them, and as the register of laboratories names them."""
    entries = {}
    for number, row in enumerate(_rows(path)):
        if row["overlap"] == "0":
            continue
        yield {"id": f"t{number}", "name": row["org_name"], "city": row["city"], "truth": row["rnsr"]}
        label = row["label_numero"].partition(";")[0]
        name = f"{row['libelle']} {label}".strip()
        entries[row["rnsr"]] = {"name": name, "acronyms": row["sigle"], "city": row["commune"]}
    for code, entry in entries.items():
        yield {"id": code, "truth": code, **entry}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    fields = (*COLUMNS[:-1], "aliases", "acronyms", "cluster")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, restval="")
        writer.writeheader()
        for row in rows:
            cluster = row.pop("truth")
            writer.writerow({**row, "cluster": cluster})


if __name__ == "__main__":
    main()
