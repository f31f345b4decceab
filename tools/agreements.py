"""Find rows for the table of agreements: laboratories that ROR and RNSR both know, and that share no number.

    PARVIS_DATA_DIR=data/demo PARVIS_DEMO=yes .venv/bin/python tools/agreements.py [--sample 150] > found.csv

Asks the engine about every organisation of the directory, and keeps a pair when each is the other's best, no second
comes near, the probability is high, and a full name or an acronym with the city agrees. `--sample` prints some of them,
drawn at random, to be read before the rows go into `domain/registers/data/crosswalk.csv`.
"""

import argparse
import csv
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

import django
from rapidfuzz import fuzz

django.setup()

from parvis.domain.directory.models import Organisation  # noqa: E402 -- after the set-up
from parvis.domain.linking.pairing import Proposal, proposals  # noqa: E402
from parvis.domain.linking.selectors.records import engine_records, real_and_invented  # noqa: E402
from parvis.engine.text.fold import fold  # noqa: E402

LIKELY = 0.95
"""Probability from which a pair is taken where names nearly agree."""

SAME_NAME = 97
"""Likeness of two full names, of 100, from which a probability of 0.9 is enough where the city agrees."""

ALIKE = 70
"""Likeness of the two main names below which an acronym has to agree, as another name may be its predecessor's."""

APART = 0.02
"""By how much the second best has to be less likely."""


def plain(text: str) -> str:
    """Letters and digits in small, without accents."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


class Entry:
    """What is compared of one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.name, self.city = organisation.name, organisation.city
        self.numbers = {
            row.scheme: row.value for row in organisation.identifiers.all() if row.scheme in ("ror", "rnsr")
        }
        rows = list(organisation.names.all())
        self.acronyms = {plain(row.text) for row in rows if row.kind == "acronym"}
        self.names = [plain(organisation.name), *(plain(row.text) for row in rows if row.kind != "acronym")]
        self.names = [name for name in self.names if len(name) > 8] or self.names[:1]


def agree(one: Entry, other: Entry, score: float) -> bool:
    """Whether the names say the same as the engine."""
    sorted_ratio = max(fuzz.token_sort_ratio(a, b) for a in one.names for b in other.names)
    set_ratio = max(fuzz.token_set_ratio(a, b) for a in one.names for b in other.names)
    same_city, same_acronym = one.city == other.city, bool(one.acronyms & other.acronyms)
    if not same_acronym and fuzz.token_set_ratio(plain(one.name), plain(other.name)) < ALIKE:
        return False
    if score >= 0.9 and sorted_ratio >= SAME_NAME and same_city:
        return True
    if score < LIKELY:
        return False
    if sorted_ratio >= 93 and (same_city or same_acronym or not other.city):
        return True
    return same_city and same_acronym and set_ratio >= 85 and sorted_ratio >= 70


def best_of_both(found: list[Proposal]) -> Iterator[Proposal]:
    """Pairs of which each is the other's best by far."""
    scores: dict[int, list[float]] = defaultdict(list)
    for pair in found:
        for end in (pair.left, pair.right):
            scores[end].append(pair.score)
    second = {end: max(sorted(all_of)[:-1], default=0.0) for end, all_of in scores.items()}
    for pair in found:
        ends = pair.left, pair.right
        if all(max(scores[end]) == pair.score and second[end] <= pair.score - APART for end in ends):
            yield pair


def rows(entries: dict[int, Entry], found: list[Proposal]) -> Iterator[tuple[Entry, Entry]]:
    """ROR's entry and RNSR's entry of each pair that is taken."""
    between = [
        pair
        for pair in found
        if {frozenset(entries[end].numbers) for end in (pair.left, pair.right)}
        == {frozenset({"ror"}), frozenset({"rnsr"})}
    ]
    for pair in best_of_both(between):
        one, other = sorted((entries[pair.left], entries[pair.right]), key=lambda entry: "ror" not in entry.numbers)
        if agree(one, other, pair.score):
            yield one, other


def main() -> None:
    """Write the rows to standard output, the sample to standard error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    records = list(engine_records(real_and_invented()[0]))
    found = proposals(records, lambda done, total: print(f"{done:,} of {total:,}", end="\r", file=sys.stderr))
    everything = Organisation.objects.prefetch_related("names", "identifiers")
    taken = list(rows({organisation.pk: Entry(organisation) for organisation in everything}, found))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for one, other in sorted(taken, key=lambda pair: pair[0].numbers["ror"]):
        writer.writerow([one.numbers["ror"], "", "", "", "", "", other.numbers["rnsr"], one.name])
    for one, other in random.Random(2).sample(taken, min(arguments.sample, len(taken))):  # noqa: S311 -- a sample to read
        print(f"{one.name} ({one.city}) | {other.name} ({other.city})", file=sys.stderr)


if __name__ == "__main__":
    main()
