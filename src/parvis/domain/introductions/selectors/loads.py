"""How much organisations take, and how much they have."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parvis.core import clock
from parvis.domain.directory.models import Organisation
from parvis.domain.introductions.enums import LIVING
from parvis.domain.introductions.models import IntroductionCap, IntroductionSide
from parvis.domain.introductions.pacing import most_at_a_time
from parvis.domain.introductions.selectors.introductions import loads


@dataclass(frozen=True)
class Load:
    """What an organisation has under way and takes; `own` and `until` say whether the limit is its own."""

    organisation: Organisation
    under_way: int
    limit: int
    own: IntroductionCap | None

    @property
    def is_full(self) -> bool:
        """Whether it takes no further one for now."""
        return self.under_way >= self.limit

    @property
    def until(self) -> dt.date | None:
        """The last day of its own limit."""
        return self.own.until if self.own else None


def loaded_organisations() -> QuerySet[Organisation]:
    """Those with something under way or a limit of their own, the fullest first."""
    sides = IntroductionSide.objects.filter(organisation=OuterRef("pk"), introduction__state__in=LIVING)
    number = sides.order_by().values("organisation").annotate(number=Count("pk")).values("number")
    own = IntroductionCap.objects.filter(_lasting(), organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(Exists(sides) | Exists(own)).annotate(under_way=number)
    return rows.order_by("-under_way", "name", "pk")


def loads_of(organisations: "list[Organisation]") -> list[Load]:
    """For each of these; two queries."""
    ids = [organisation.pk for organisation in organisations]
    own = {row.organisation_id: row for row in IntroductionCap.objects.filter(_lasting(), organisation__in=ids)}
    under_way = loads(ids)
    return [
        Load(one, under_way[one.pk], own[one.pk].most if one.pk in own else most_at_a_time(), own.get(one.pk))
        for one in organisations
    ]


def _lasting() -> Q:
    return Q(until=None) | Q(until__gte=clock.today())
