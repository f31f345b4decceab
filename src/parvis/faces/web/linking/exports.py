"""Judged pairs as CSV."""

import io
from collections.abc import Iterable, Iterator

from defusedcsv import csv

from parvis.domain.linking.selectors.labelled import COLUMNS


def as_csv(pairs: Iterable[list[str]]) -> Iterator[str]:
    """UTF-8 with a header; no cell can carry a formula."""
    for row in (COLUMNS, *pairs):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()
