"""Organisations with source records, and files of judged pairs about them."""

import csv
import io

from parvis.domain.linking.services.pair_files import apply_pairs, request_apply, stage_pairs
from parvis.domain.registers.facts import Facts
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.services.imports import own_transaction
from tests.factories import directory as make

HEADER = ("left_id", "left_name", "right_id", "right_name", "same", "judged_by", "reason")


def known(source, key, **values):
    """An organisation that a register knows under this key."""
    organisation = make.OrganisationFactory(sources=[source], **values)
    facts = Facts(key=key, name=organisation.name)
    SourceRecord.objects.create(
        source=source, source_key=key, facts=facts.to_json(), digest=f"{source}{key}", organisation=organisation
    )
    return organisation


def content(*rows):
    """The file; each row is the two ids, whether they are the same, and perhaps names, who and why."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for left, right, same, *more in rows:
        left_name, right_name, who, why = [*more, *("A", "B", "", "")[len(more) :]]
        writer.writerow((left, left_name, right, right_name, same, who, why))
    return text.getvalue().encode()


def stage(actor, *rows):
    """A file that was looked at."""
    return stage_pairs(actor=actor, name="pairs.csv", content=content(*rows))


def apply(actor, file):
    """Import it at once."""
    request_apply(actor=actor, file=file)
    return apply_pairs(actor=actor, file=file, progress=lambda _done, _total: None, effect=own_transaction)
