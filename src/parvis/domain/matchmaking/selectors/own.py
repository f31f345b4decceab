"""The organisations of an account, with what is suggested to them."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import organisations_of
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.selectors.pairs import without_closed


def own_organisations(user: User) -> QuerySet[Organisation]:
    """Those over which the account has a right, by name, each with how many `suggestions` hold for it."""
    rows = without_closed(Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation=OuterRef("pk")))
    counted = rows.order_by().values("organisation").annotate(number=Count("pk")).values("number")
    own = Organisation.objects.filter(pk__in=organisations_of(user))
    return own.annotate(suggestions=Coalesce(Subquery(counted), 0)).order_by("name", "pk")


def best_of(user: User, limit: int) -> list[Suggestion]:
    """The most probable suggestions to the organisations of the account, each organisation once."""
    rows = Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation__in=organisations_of(user))
    rows = without_closed(rows).select_related("organisation", "other__region").order_by("-score", "pk")
    best: dict[int, Suggestion] = {}
    for row in rows[: limit * 10]:
        best.setdefault(row.other_id, row)
    return list(best.values())[:limit]
