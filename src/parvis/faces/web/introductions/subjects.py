"""What the address of a proposal says: who, about what, and why."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils.translation import get_language

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Organisation
from parvis.domain.introductions.selectors.drafting import About
from parvis.domain.needs.enums import Side
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.domain.needs.selectors.opportunities import opportunities_visible_to

MOST_REASONS = 5
NAMES = ("first", "second", "need", "offer", "opportunity")


@dataclass(frozen=True)
class Asked:
    """The address of a proposal, as far as the reader may see what it names."""

    first: Organisation | None
    second: Organisation | None
    about: About
    given: dict[str, list[str]] = field(default_factory=dict)

    def with_(self, **values: str) -> str:
        """The same address with other values."""
        wanted = {**self.given, **{name: [value] for name, value in values.items()}}
        return "?" + urlencode(wanted, doseq=True)


def asked_in(query: QueryDict, user: User) -> Asked:
    """Read an address; a need without its organisation names it. Raises 404 for what the reader may not see."""
    need = _notice(query.get("need"), user, Side.NEED)
    offer = _notice(query.get("offer"), user, Side.OFFER)
    first = _organisation(query.get("first")) or (need.organisation if need else None)
    second = _organisation(query.get("second")) or (offer.organisation if offer else None)
    opportunity = _opportunity(query.get("opportunity"), user)
    reasons = [text[:300] for text in query.getlist("reason") if text.strip()][:MOST_REASONS]
    language = (get_language() or "fr")[:2]
    about = About(need, offer, opportunity, {language: reasons} if reasons else {})
    given = {name: [value] for name in NAMES if (value := query.get(name))}
    if first:
        given["first"] = [first.slug]
    if second:
        given["second"] = [second.slug]
    if reasons:
        given["reason"] = reasons
    return Asked(first, second, about, given)


def _organisation(slug: str | None) -> Organisation | None:
    if not slug:
        return None
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _notice(slug: str | None, user: User, side: Side) -> Notice | None:
    if not slug:
        return None
    found = notices_visible_to(user).filter(slug=slug, side=side).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def _opportunity(slug: str | None, user: User) -> Opportunity | None:
    if not slug:
        return None
    found = opportunities_visible_to(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
