"""The common form in which every importer says what its register knows of a project and of who took part."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from parvis.domain.projects.enums import Role


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What one row says of a project; empty means that the register says nothing. `funding` is in euros.

    `scheme` is the large programme of the funder, `programme` the code of the call, `terms` are words of its subject
    as the register gives them.
    """

    code: str
    acronym: str
    title_fr: str = ""
    title_en: str = ""
    abstract_fr: str = ""
    abstract_en: str = ""
    scheme: str = ""
    programme: str = ""
    programme_name: str = ""
    year: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    funding: Decimal | None = None
    is_health: bool = False
    terms: str = ""


@dataclass(frozen=True, slots=True)
class ParticipationFacts:
    """What one row says of who took part, as it was typed. `grant` is in euros, `country` a code of two letters.

    `region` is a name; `identifiers` are pairs of a scheme and a number, the surest first.
    """

    project: str
    key: str
    name: str
    role: Role = Role.PARTNER
    city: str = ""
    region: str = ""
    country: str = ""
    category: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    grant: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that could not be taken: of which file, where, which column, and what was expected."""

    file: str
    line: int
    column: str
    message: str
