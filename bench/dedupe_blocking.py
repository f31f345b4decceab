"""What blocking loses, in a process of its own: `python -m bench.dedupe_blocking records.csv` prints JSON."""

import json
import sys
from pathlib import Path

import numpy as np

from bench.register_records import read
from parvis.engine.linkage.duplicates.blocking import candidates, recall
from parvis.engine.linkage.duplicates.keys import all_keys
from parvis.engine.linkage.duplicates.signs import signs_of


def main() -> None:
    """Recall of the candidates, and how many there are."""
    records, truth = read(Path(sys.argv[1]))
    signs = signs_of(records)
    found = candidates(all_keys(signs), signs.owner)
    numbered = np.unique(np.array(truth), return_inverse=True)[1]
    answer = {"recall": recall(found, numbered), "pairs": len(found), "records": len(records)}
    print(json.dumps(answer | {"families": dict(found.families), "skipped": dict(found.skipped)}))


if __name__ == "__main__":
    main()
