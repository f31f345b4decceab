"""Splink 5 on DuckDB over the same records, as a process of its own.

    python -m bench.dedupe_splink records.csv clusters.csv

Names and places go in normalised by us, since Splink leaves that to its user. The rules, comparisons and the threshold
are what we found best on 10,000 records of another seed; names are compared by Jaro-Winkler with term frequencies, as
Splink's own documentation advises for organisations.
"""

import csv
import logging
import sys
import warnings
from pathlib import Path

THRESHOLD = 0.99
RULES = (
    ("siren",), ("siret",), ("finess",), ("rnsr",), ("ror",), ("host",), ("name",),
    ("city", "substr(name, 1, 4)"), ("postcode", "substr(name, 1, 4)"),
    ("longest", "city"), ("longest", "second"), ("longest", "substr(name, 1, 6)"),
)  # fmt: skip
IDENTIFIERS = ("siren", "siret", "finess", "rnsr", "ror", "host")


def prepared(path: Path):
    """The records as a table, with normalised names and places; what is not known is null."""
    import pyarrow as pa

    from parvis.engine.linkage.duplicates.signs import host_of
    from parvis.engine.linkage.normalise.names import canonical_all, fold_all
    from parvis.engine.linkage.normalise.places import places_all

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = places_all([row["city"] for row in rows], [row["postcode"] for row in rows])
    names = canonical_all(fold_all(row["name"] for row in rows))
    by_length = [sorted(name.split(), key=lambda word: (-len(word), word)) for name in names]
    columns = {
        "unique_id": [row["id"] for row in rows],
        "name": names,
        "city": [place.city for place in places],
        "postcode": [row["postcode"] for row in rows],
        "department": [place.department for place in places],
        "longest": [words[0] if words else "" for words in by_length],
        "second": [words[1] if len(words) > 1 else "" for words in by_length],
        "host": [host_of(row["website"]) for row in rows],
        **{scheme: [row[scheme] for row in rows] for scheme in IDENTIFIERS if scheme != "host"},
    }
    return pa.table(
        {name: pa.array([value or None for value in values], pa.string()) for name, values in columns.items()}
    )


def linker_over(frame):
    """A linker with its parameters estimated."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.96, 0.9, 0.82]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("city").configure(term_frequency_adjustments=True),
            compare.ExactMatch("department"),
            *(compare.ExactMatch(name) for name in IDENTIFIERS),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("siret"), block_on("name", "city")], recall=0.5)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("name"))
    train.estimate_parameters_using_expectation_maximisation(block_on("city", "longest"))
    return linker


def main() -> None:
    """Write clusters."""
    warnings.filterwarnings("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    source, target = map(Path, sys.argv[1:3])
    linker = linker_over(prepared(source))
    predictions = linker.inference.predict(threshold_match_probability=THRESHOLD)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, THRESHOLD)
    rows = found.as_record_list()
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "cluster"])
        writer.writerows((row["unique_id"], row["cluster_id"]) for row in rows)


if __name__ == "__main__":
    main()
