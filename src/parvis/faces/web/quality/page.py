"""What the page of quality shows, with names, shares and ways on."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.selectors.pairs import PairFilters, waiting
from parvis.domain.linking.standing import is_judge
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.sources.selectors.quality import AGES, AND_MORE, Coverage, Joining, ages, coverage, joining
from parvis.faces.web.map.links import search_address

Bar = dict[str, Any]

MEASURES: dict[str, Promise] = {
    "placed": _("On the map"),
    "numbered": _("SIREN or SIRET"),
    "website": _("Website"),
    "themed": _("Theme"),
    "described": _("Description"),
    "confirmed": _("Confirmed by a person"),
}
"""What is measured of each region, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Share:
    """A number out of all, in per cent rounded down, so that 100 is said of nothing that lacks one."""

    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: its organisations in the directory, and the share of them of which each fact is known."""

    name: str
    url: str
    organisations: int
    shares: list[Share]
    by_source: list[int]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Pairs that wait for a judgement, and those among them that are most likely the same."""

    waiting: int
    likely: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything that the page shows."""

    joining: Joining
    by_registers: list[Bar]
    ages: list[Bar]
    regions: list[RegionRow]
    registers: list[str]
    doubts: Doubts | None


def quality_page(actor: Actor) -> QualityPage:
    """The page; doubts only for whoever may judge."""
    joined = joining()
    codes = [register.code for register in joined.registers]
    return QualityPage(
        joining=joined,
        by_registers=bars_by_registers(joined),
        ages=_ages(),
        regions=region_rows(codes),
        registers=[register.name for register in joined.registers],
        doubts=_doubts(actor) if is_judge(actor) else None,
    )


def bars_by_registers(joined: Joining) -> list[Bar]:
    """Organisations by the number of registers that know them."""
    return [
        {
            "label": gettext("%(number)d registers or more") % {"number": number}
            if number == AND_MORE
            else ngettext("%(number)d register", "%(number)d registers", number) % {"number": number},
            "value": value,
            "url": "",
        }
        for number, value in joined.by_registers.items()
    ]


def region_rows(codes: list[str]) -> list[RegionRow]:
    """The regions by their number of organisations; those without a place come last."""
    names = {region.code: region.name for region in regions()}
    return [
        RegionRow(
            name=names.get(row.region) or gettext("without a place in France"),
            url=search_address(region=row.region) if row.region else "",
            organisations=row.organisations,
            shares=[_share(row, measure) for measure in MEASURES],
            by_source=[row.by_source.get(code, 0) for code in codes],
        )
        for row in coverage()
    ]


def _share(row: Coverage, measure: str) -> Share:
    number = getattr(row, measure)
    return Share(number, number * 100 // row.organisations)


def _ages() -> list[Bar]:
    found = ages()
    years = [days // 365 for days in AGES]
    labels = [
        ngettext("less than %(years)d year", "less than %(years)d years", years[0]) % {"years": years[0]},
        *(gettext("%(from)d to %(to)d years") % {"from": earlier, "to": later} for earlier, later in pairwise(years)),
        gettext("%(years)d years or more") % {"years": years[-1]},
        gettext("no day given"),
    ]
    values = [*(count for _days, count in found.within), found.older, found.undated]
    return [{"label": label, "value": value, "url": ""} for label, value in zip(labels, values, strict=True)]


def _doubts(actor: Actor) -> Doubts:
    return Doubts(waiting(actor), likely=waiting(actor, PairFilters(band="high")))
