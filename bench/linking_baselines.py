"""What linking is compared with: methods that know nothing of French organisations."""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.dedupe import run, splink_folder
from bench.linking_sets import Gold
from parvis.engine.linkage import Record
from parvis.engine.linkage.normalise.names import fold_all
from parvis.engine.linkage.types import Floats, Ints

CHUNK = 200
KEPT = 20
"""Organisations that a baseline answers for each record, nearest first."""

Answers = tuple[Ints, Ints, Floats]
"""For each answer the record, the organisation, and how near they are."""


def tfidf(gold: Gold) -> Answers:
    """Character 3- and 4-grams within words, weighed by how rare they are; the cosine of two names."""
    owners, names = _names(gold)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32)
    index = vectors.fit_transform(names).T.tocsr()
    texts = vectors.transform(fold_all(record.name for record in gold.records))
    return _nearest(len(gold.records), owners, lambda start: sparse.csr_array(texts[start : start + CHUNK] @ index))


def token_set(gold: Gold) -> Answers:
    """RapidFuzz's token_set_ratio: the words that two names share, and how alike the others are spelt."""
    owners, names = _names(gold)
    texts = fold_all(record.name for record in gold.records)

    def near(start: int) -> "sparse.csr_array":
        some = texts[start : start + CHUNK]
        return sparse.csr_array(process.cdist(some, names, scorer=fuzz.token_set_ratio, score_cutoff=50, workers=-1))

    return _nearest(len(texts), owners, near)


def splink(gold: Gold) -> Answers:
    """Splink 5: Jaro-Winkler of normalised names, city, department and lab number, by expectation maximisation."""
    with tempfile.TemporaryDirectory() as folder:
        records, reference, pairs = (Path(folder) / name for name in ("records.csv", "reference.csv", "pairs.csv"))
        _write(records, [(str(at), one.name, one) for at, one in enumerate(gold.records)])
        named = [
            (str(at), name, one)
            for at, one in enumerate(gold.reference)
            for name in (one.name, *one.aliases, *one.acronyms)
        ]
        _write(reference, named)
        run([sys.executable, "-m", "bench.linking_splink", *map(str, (records, reference, pairs))], splink_folder())
        with pairs.open(encoding="utf-8", newline="") as file:
            best: dict[tuple[int, int], float] = {}
            for row in csv.DictReader(file):
                key = int(row["id"]), int(row["reference_id"])
                best[key] = max(best.get(key, 0.0), float(row["score"]))
    i, j = np.array(list(best), dtype=np.int64).T
    return i, j, np.array(list(best.values()), dtype=np.float32)


def _write(path: Path, rows: Iterable[tuple[str, str, Record]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "city", "postcode"])
        writer.writerows((number, name, one.city, one.postcode) for number, name, one in rows)


def _names(gold: Gold) -> tuple[Ints, list[str]]:
    """All names, aliases and acronyms of a reference, and whose they are."""
    every = [(at, name) for at, one in enumerate(gold.reference) for name in (one.name, *one.aliases, *one.acronyms)]
    return np.array([at for at, _name in every]), fold_all(name for _at, name in every)


def _nearest(count: int, owners: Ints, near: Callable[[int], "sparse.csr_array"]) -> Answers:
    found: list[tuple[int, int, float]] = []
    for start in range(0, count, CHUNK):
        rows = near(start)
        for row in range(rows.shape[0]):
            part = slice(rows.indptr[row], rows.indptr[row + 1])
            found += [(start + row, *one) for one in _first(owners[rows.indices[part]], rows.data[part])]
    i, j, scores = zip(*found, strict=True)
    return np.array(i), np.array(j), np.array(scores, dtype=np.float32)


def _first(owners: Ints, scores: Sequence[float] | Floats) -> list[tuple[int, float]]:
    """Each organisation once, by the nearest of its names."""
    best: dict[int, float] = {}
    for at in np.lexsort((owners, -np.asarray(scores))).tolist():
        best.setdefault(int(owners[at]), float(scores[at]))
        if len(best) == KEPT:
            break
    return list(best.items())
