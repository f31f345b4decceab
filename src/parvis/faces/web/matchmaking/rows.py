"""Suggestions as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.wording import sentences
from parvis.domain.needs.enums import Side
from parvis.domain.needs.models import Notice
from parvis.faces.web.layout.navigation import address_of

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One suggestion: who, where, why, and what can be done with it."""

    suggestion: Suggestion
    reasons: list[str]
    place: str
    propose: str
    """The address at which an introduction is proposed; empty where there is nobody to introduce."""

    @property
    def other(self) -> Organisation:
        """Who is suggested."""
        return self.suggestion.other


@dataclass(frozen=True, slots=True)
class Groups:
    """What was found for a notice: what fits it, organisations, people, and notices alike."""

    fitting: list[Row]
    organisations: list[Row]
    people: list[Row]
    alike: list[Row]

    @property
    def is_empty(self) -> bool:
        """Nothing was found."""
        return not (self.fitting or self.organisations or self.people or self.alike)


def rows_of(suggestions: Iterable[Suggestion]) -> list[Row]:
    """Suggestions in their order."""
    return [_row(one) for one in suggestions]


def groups_of(notice: Notice, suggestions: Iterable[Suggestion]) -> Groups:
    """Suggestions for a notice, by what they are."""
    found = Groups([], [], [], [])
    for one in suggestions:
        if one.person is not None:
            found.people.append(_row(one))
        elif one.found is None:
            found.organisations.append(_row(one))
        elif one.found.side == notice.side:
            found.alike.append(_row(one))
        else:
            found.fitting.append(_row(one))
    return found


def _row(one: Suggestion) -> Row:
    other = one.other
    region = other.region.name if other.region else ""
    place = ", ".join(dict.fromkeys(part for part in (other.city, region) if part))
    return Row(one, sentences(one.reasons), place, _propose(one))


def _propose(one: Suggestion) -> str:
    """Where the introduction of the two is proposed, with all that the suggestion says.

    Who looks for something comes first: the organisation that asks, or, when it has an offer, the other one.
    """
    if one.organisation is None:
        return ""
    pair = (one.organisation, one.other)
    if one.notice is not None and one.notice.side == Side.OFFER:
        pair = (one.other, one.organisation)
    about = {notice.side: notice.slug for notice in (one.found, one.notice) if notice is not None}
    if one.opportunity is not None:
        about["opportunity"] = one.opportunity.slug
    return propose_address(*pair, sentences(one.reasons), about)


def propose_address(
    first: Organisation, second: Organisation, reasons: list[str], about: Mapping[str, str] = NOTHING
) -> str:
    """The page on which an introduction of two organisations is written; nothing while there is no such page."""
    address = address_of("introductions:propose")
    values = [("first", first.slug), ("second", second.slug), *about.items(), *(("reason", one) for one in reasons)]
    return f"{address}?{urlencode(values)}" if address else ""
