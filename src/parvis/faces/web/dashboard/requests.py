"""Requests in one line each: who asks for what, and where one reads or answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.domain.stewardship.models import Claim, Correction, PersonClaim
from parvis.faces.web.layout.navigation import address_of

Request: TypeAlias = Claim | Correction | PersonClaim

WHAT: dict[type[Request], str | Promise] = {
    Claim: _("To manage"),
    Correction: _("Correction"),
    PersonClaim: _("“This is me”"),
}


@dataclass(frozen=True)
class RequestLine:
    """A request: what it asks, about whom, and the page behind it."""

    item: Request
    what: str | Promise
    about: str
    url: str


def as_asked(item: Request) -> RequestLine:
    """As who asked reads it: it leads to the page that it is about."""
    if isinstance(item, PersonClaim):
        return RequestLine(item, WHAT[PersonClaim], item.person.name, address_of("directory:person", item.person.slug))
    return RequestLine(item, WHAT[type(item)], item.organisation.name, item.organisation.get_absolute_url())


def to_decide(item: Request) -> RequestLine:
    """As who answers reads it: it leads to the page of the answer."""
    if isinstance(item, PersonClaim):
        return RequestLine(
            item, WHAT[PersonClaim], item.person.name, address_of("directory_edit:person_claim", item.pk)
        )
    if isinstance(item, Claim):
        return RequestLine(item, WHAT[Claim], item.organisation.name, address_of("directory_edit:claim", item.pk))
    url = address_of("directory_edit:correction", item.organisation.slug, item.pk)
    return RequestLine(item, WHAT[Correction], item.organisation.name, url)


def oldest(items: Iterable[Request]) -> list[RequestLine]:
    """In the order in which they were asked, to be answered."""
    return [to_decide(item) for item in sorted(items, key=lambda item: item.asked_at)]
