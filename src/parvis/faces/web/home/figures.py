"""The live figures of the home page, counted again at most every half minute."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from parvis.core.addresses import page_of
from parvis.core.memory import Kept
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.models import Call
from parvis.domain.calls.selectors.calls import with_everything
from parvis.domain.campus.models import FoundingMember
from parvis.domain.campus.selectors.founding import founding_members
from parvis.domain.directory.selectors.territories import (
    Scope,
    counts_by_kind,
    counts_by_region,
    counts_by_theme,
)
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.listing import notices_in_order
from parvis.domain.needs.selectors.notices import notices_visible_to, open_notices
from parvis.domain.reference.models import Theme
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.domain.sites.models import Site
from parvis.domain.sites.selectors.sites import all_sites
from parvis.faces.web.map.drawing import Drawing, Fact, france

NEWEST = 4


@dataclass(frozen=True)
class Figures:
    """What is counted, in no language."""

    total: int
    by_kind: dict[str, int]
    regions_covered: int
    drawing: Drawing
    themes: list[tuple[Theme, int]]
    founding: list[FoundingMember]
    sites: list[Site]
    calls: list[Call]
    notices: list[Notice]


def _load() -> Figures:
    by_kind = counts_by_kind(Scope())
    by_region = counts_by_region(Scope())
    by_theme = counts_by_theme(Scope())
    facts = [
        Fact(region.code, region.name, count, count, page_of("territories:region", region.slug))
        for region in regions()
        for count in [by_region.get(region.code, 0)]
    ]
    return Figures(
        total=sum(by_kind.values()),
        by_kind=by_kind,
        regions_covered=len(by_region),
        drawing=france(sorted(facts, key=lambda fact: fact.name)),
        themes=[(theme, by_theme.get(theme.code, 0)) for theme in themes_offered()],
        founding=founding_members(),
        sites=list(all_sites()),
        calls=list(with_everything(Call.objects.filter(state=CallState.OPEN))),
        notices=newest_notices(),
    )


def newest_notices() -> list[Notice]:
    """The newest needs and offers that are open to everyone, with what a list shows of them."""
    public = notices_visible_to(AnonymousUser()).filter(pk__in=open_notices().values("pk"))
    return notices_in_order(public.values_list("pk", flat=True)[:NEWEST])


_figures = Kept(_load, seconds=30)


def the_figures() -> Figures:
    """Counts, map, themes, founding members, sites, open calls, needs and offers; at most half a minute old."""
    return _figures.get()
