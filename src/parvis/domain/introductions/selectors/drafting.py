"""A message as it begins: the template of the campus, filled with what the proposal is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from parvis.base.accounts.models import User
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.standing import lasting
from parvis.domain.introductions.enums import ProposedBy
from parvis.domain.introductions.selectors.templates import words_for
from parvis.domain.introductions.standing import introduces, speaks_for
from parvis.domain.introductions.wording import TemplateKind, filled, in_one_line
from parvis.domain.needs.models import Notice, Opportunity

Reasons = Mapping[str, Sequence[str]]
"""Reasons of a suggestion by language: `{"fr": […], "en": […]}`."""


@dataclass(frozen=True)
class About:
    """What an introduction is about: a need of the first, an offer of the second, a call for both, and reasons."""

    need: Notice | None = None
    offer: Notice | None = None
    opportunity: Opportunity | None = None
    reasons: Reasons = field(default_factory=dict)


def proposed_by(actor: User, first: Organisation, second: Organisation) -> ProposedBy | None:
    """As whom the account proposes: for the campus, for one of the two, or not at all."""
    if introduces(actor):
        return ProposedBy.CAMPUS
    if speaks_for(actor, first.pk):
        return ProposedBy.FIRST
    return ProposedBy.SECOND if speaks_for(actor, second.pk) else None


def draft_message(
    actor: User, first: Organisation, second: Organisation, about: About, language: str
) -> tuple[str, str]:
    """Subject and text to begin with, in one of the two languages."""
    by = proposed_by(actor, first, second) or ProposedBy.CAMPUS
    kind = TemplateKind.CAMPUS if by == ProposedBy.CAMPUS else TemplateKind.ORGANISATION
    subject, text = words_for(kind, language)
    values = _values(actor, (first, second), about, language, is_swapped=by == ProposedBy.SECOND)
    return in_one_line(subject, values)[:200], filled(text, values)


def _values(
    actor: User, pair: tuple[Organisation, Organisation], about: About, language: str, *, is_swapped: bool
) -> dict[str, str]:
    first, second = pair
    asking, asked = (second, first) if is_swapped else pair
    return {
        "campus": the_campus().name,
        "first": first.name,
        "second": second.name,
        "asking": asking.name,
        "asked": asked.name,
        "sender": actor.display_name,
        "need": about.need.title if about.need else "",
        "offer": about.offer.title if about.offer else "",
        "opportunity": about.opportunity.title if about.opportunity else "",
        "reasons": "\n".join(f"- {reason}" for reason in about.reasons.get(language, ())),
    }


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """Who may be chosen to be written to: the present people of an organisation."""
    members = Membership.objects.filter(lasting(), person=OuterRef("pk"), organisation=organisation)
    return Person.objects.filter(Exists(members)).select_related("account").order_by("name", "pk")
