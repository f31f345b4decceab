"""Splink 5 on DuckDB over the records and the reference of a gold set, as a process of its own.

    python -m bench.linking_splink records.csv reference.csv pairs.csv

As in `bench.dedupe_splink`, names and places go in normalised by us. An organisation of the reference is a row for each
of its names.
"""

import csv
import logging
import sys
import warnings
from pathlib import Path

LEAST = 0.01
RULES = (
    ("name",), ("city", "substr(name, 1, 4)"), ("longest", "city"), ("longest", "second"),
    ("longest", "substr(name, 1, 6)"),
)  # fmt: skip


def prepared(path: Path):
    """The rows as a table, with normalised names and places; what is not known is null."""
    import pyarrow as pa

    from parvis.engine.linkage.normalise.labels import labels_all
    from parvis.engine.linkage.normalise.names import canonical_all, fold_all
    from parvis.engine.linkage.normalise.places import places_all

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = places_all([row["city"] for row in rows], [row["postcode"] for row in rows])
    labels, rest = labels_all(fold_all(row["name"] for row in rows))
    names = canonical_all(rest)
    by_length = [sorted(name.split(), key=lambda word: (-len(word), word)) for name in names]
    columns = {
        "unique_id": [str(number) for number in range(len(rows))],
        "own_id": [row["id"] for row in rows],
        "name": names,
        "label": [str(some[0]) if some else "" for some in labels],
        "city": [place.city for place in places],
        "department": [place.department for place in places],
        "longest": [words[0] if words else "" for words in by_length],
        "second": [words[1] if len(words) > 1 else "" for words in by_length],
    }
    return pa.table(
        {name: pa.array([value or None for value in values], pa.string()) for name, values in columns.items()}
    )


def linker_over(left, right):
    """A linker with its parameters estimated."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = DuckDBAPI()
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on("label"), *(block_on(*rule) for rule in RULES)],
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.96, 0.9, 0.82]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("city").configure(term_frequency_adjustments=True),
            compare.ExactMatch("department"),
            compare.ExactMatch("label"),
        ],
        additional_columns_to_retain=["own_id"],
    )
    linker = Linker([database.register(left), database.register(right)], settings)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("name", "city")], recall=0.5)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("name"))
    train.estimate_parameters_using_expectation_maximisation(block_on("city", "longest"))
    return linker


def main() -> None:
    """Write pairs."""
    warnings.filterwarnings("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    records, reference, target = map(Path, sys.argv[1:4])
    linker = linker_over(prepared(records), prepared(reference))
    found = linker.inference.predict(threshold_match_probability=LEAST).as_record_list()
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "reference_id", "score"])
        writer.writerows((row["own_id_l"], row["own_id_r"], row["match_probability"]) for row in found)


if __name__ == "__main__":
    main()
