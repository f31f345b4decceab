"""What people write of a notice and of an opportunity."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parvis.domain.directory.models import Person
from parvis.domain.needs.enums import NoticeKind, Readers, Side
from parvis.domain.reference.models import Region, Theme


@dataclass(frozen=True, slots=True)
class NoticeValues:
    """What stands in a notice, in the language in which it is written."""

    side: str = Side.NEED
    kind: str = NoticeKind.OTHER
    title: str = ""
    text: str = ""
    language: str = "fr"
    capacity: str = ""
    terms: str = ""
    person: Person | None = None
    themes: Sequence[Theme] = ()
    regions: Sequence[Region] = ()
    ends_on: dt.date | None = None
    readers: str = Readers.ECOSYSTEM


@dataclass(frozen=True, slots=True)
class OpportunityValues:
    """What stands in a call that is entered by hand."""

    title: str
    text: str = ""
    language: str = "en"
    programme: str = ""
    call_code: str = ""
    call_title: str = ""
    stage: str = ""
    opens_on: dt.date | None = None
    deadline: dt.date | None = None
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    grants: int | None = None
    url: str = ""
    themes: Sequence[Theme] = ()
