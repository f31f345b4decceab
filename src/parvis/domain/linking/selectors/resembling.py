"""Which organisations of the directory records resemble that are not in it yet."""

from collections import defaultdict
from collections.abc import Sequence

from parvis.domain.linking.selectors.records import engine_records, real_and_invented
from parvis.engine.linkage import Link, Linker, Record, likely_together

LIKELY = 0.5
"""Probability from which a record is rather the same organisation than not."""

MOST = 3


def resembling(records: Sequence[Record]) -> dict[str, list[Link]]:
    """For each record, by its id, the organisations that it resembles most, surest first; others are left out.

    Organisations that it resembles equally share what is likely: of two with the same name each is half as likely, and
    a person has to see both. Reads the whole directory: for jobs that compare many records at once.
    """
    found: dict[str, list[Link]] = defaultdict(list)
    real, _invented = real_and_invented()
    for link in Linker(list(engine_records(real))).link(records, threshold=LIKELY / MOST) if records else ():
        found[link.id].append(link)
    likely = {key: likely_together(links, LIKELY)[:MOST] for key, links in found.items()}
    return {key: links for key, links in likely.items() if links}
