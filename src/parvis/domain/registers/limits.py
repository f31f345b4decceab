"""How long values may be: what no real record exceeds, and what the columns hold."""

from dataclasses import replace

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.facts import Facts

LONGEST = {"key": 60, "name": 300, "city": 120, "postcode": 10, "address": 300, "insee": 10, "region": 3}
LONGEST_NAME = 300
LONGEST_TEXT = 10_000
MOST_NAMES = 100


def check_lengths(facts: Facts) -> Facts:
    """The facts without further names that are too long to be names; refuses what does not fit.

    Raises SourceRecordError.
    """
    for column, limit in LONGEST.items():
        if len(getattr(facts, column)) > limit:
            raise SourceRecordError(
                _("The value has %(length)d characters; at most %(limit)d are expected.")
                % {"length": len(getattr(facts, column)), "limit": limit},
                column=column,
            )
    if len(facts.names) <= MOST_NAMES and all(0 < len(name.text) <= LONGEST_NAME for name in facts.names):
        return facts
    kept = tuple(name for name in facts.names if 0 < len(name.text) <= LONGEST_NAME)
    return replace(facts, names=kept[:MOST_NAMES])
