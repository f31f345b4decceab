"""The organisations that carry the campus, and who speaks for them."""

from django.db.models import Q

from parvis.base.accounts.rules import Actor
from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.models import Access, Organisation


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
    """Organisations whose name holds these words, the most important first, without those that are founding members."""
    found = Organisation.objects.exclude(pk__in=FoundingMember.objects.values("organisation_id"))
    for word in query.split():
        found = found.filter(Q(name__icontains=word) | Q(names__text__iexact=query))
    return list(found.distinct().order_by("-weight", "name")[:most])
