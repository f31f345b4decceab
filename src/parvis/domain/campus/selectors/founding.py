"""The organisations that carry the campus, and who speaks for them."""

from parvis.base.accounts.rules import Actor
from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.linking.selectors.naming import organisations_named


def founding_members() -> list[FoundingMember]:
    """The founding members in their order, with their organisations."""
    return list(FoundingMember.objects.select_related("organisation"))


def founding_organisation_ids() -> frozenset[int]:
    """The organisations that carry the campus."""
    return frozenset(FoundingMember.objects.values_list("organisation_id", flat=True))


def is_founding_member(actor: Actor) -> bool:
    """True for an account that holds a right over a founding organisation."""
    if not actor.is_authenticated or not actor.is_active:
        return False
    founding = FoundingMember.objects.values("organisation_id")
    return Access.objects.filter(user_id=actor.pk, organisation_id__in=founding).exists()


def candidates(query: str, *, most: int = 8) -> list[Organisation]:
    """Organisations that the text may mean, the likeliest first, without those that are founding members."""
    found = organisations_named(query, exclude=founding_organisation_ids(), limit=most)
    return [named.organisation for named in found]
