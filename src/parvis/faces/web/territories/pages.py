"""What the pages of territories show; every page takes a fixed number of queries."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypedDict
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors import territories as who
from parvis.domain.directory.selectors.territories import Scope
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Commune, Department, Region
from parvis.domain.reference.naming import fold
from parvis.domain.reference.selectors.populations import populations_of_departments, populations_of_regions
from parvis.domain.reference.selectors.territories import departments, regions
from parvis.domain.reference.selectors.topics import all_themes
from parvis.faces.web.map import drawing as draw
from parvis.faces.web.map.links import search_address
from parvis.faces.web.map.shapes import neighbours_of_department, neighbours_of_region
from parvis.faces.web.map.spots import commune_address, spots_of
from parvis.faces.web.map.tables import density

LEADING = 12
NEAREST = 8
LISTED = 25
INSIDE = 15


class Bar(TypedDict):
    """How many organisations, of what or where, and the page that lists them; as the bars of the design want it."""

    label: str
    value: int
    url: str


@dataclass(frozen=True)
class TerritoryPage:
    """Everything about one territory."""

    name: str
    total: int
    people: int
    density: float
    kinds: list[Bar]
    themes: list[Bar]
    leading: list[Organisation]
    directory_url: str
    drawing: draw.Drawing | None
    inside: list[Bar] = field(default_factory=list)
    neighbours: list[Bar] = field(default_factory=list)
    listing: Page[Organisation] | None = None
    """All organisations, page by page, where the search cannot list them."""
    is_narrowed: bool = False

    @property
    def first_inside(self) -> list[Bar]:
        """The territories inside that have most."""
        return self.inside[:INSIDE]

    @property
    def other_inside(self) -> list[Bar]:
        """The other ones."""
        return self.inside[INSIDE:]

    @property
    def shown(self) -> list[tuple[Organisation, str]]:
        """The organisations that the page names, each with what and where it is."""
        return [(found, line_of(found)) for found in (self.leading if self.listing is None else self.listing)]


def line_of(organisation: Organisation) -> str:
    """The kind of an organisation, and its commune."""
    kind = organisation.get_kind_display()
    return f"{kind} · {organisation.commune.name}" if organisation.commune else kind


def largest_first(bars: Iterable[Bar]) -> list[Bar]:
    """The bars by their length, then by name."""
    return sorted(bars, key=lambda bar: (-bar["value"], fold(bar["label"])))


def kind_counts(scope: Scope, address: Callable[..., str]) -> list[Bar]:
    """Organisations by kind, each with its search."""
    labels = dict(OrganisationKind.choices)
    found = who.counts_by_kind(scope).items()
    return [Bar(label=str(labels.get(kind, kind)), value=count, url=address(kind=kind)) for kind, count in found]


def theme_counts(scope: Scope, address: Callable[..., str]) -> list[Bar]:
    """Organisations by theme, each with its search, in the order of the themes."""
    counts = who.counts_by_theme(scope)
    return [
        Bar(label=theme.name, value=counts[theme.code], url=address(theme=theme.code))
        for theme in all_themes()
        if theme.code in counts
    ]


def region_address(region: Region) -> str:
    """The page of a region."""
    return page_of("territories:region", region.slug)


def department_address(department: Department) -> str:
    """The page of a department."""
    return page_of("territories:department", department.slug)


def _facts(bars: Iterable[tuple[str, Bar]]) -> list[draw.Fact]:
    return [draw.Fact(code, b["label"], b["value"], float(b["value"]), b["url"]) for code, b in bars]


def region_page(region: Region) -> TerritoryPage:
    """One region, its departments and the regions around it."""
    scope, where = Scope(region=region.code), {"region": region.code}
    around = neighbours_of_region(region.code)
    by_region = who.counts_by_region(Scope(), among=(region.code, *around))
    by_department = who.counts_by_department(scope)
    people = sum(populations_of_departments(region.code).values())
    inside = [
        (d.code, Bar(label=d.name, value=by_department.get(d.code, 0), url=department_address(d)))
        for d in departments(region)
    ]
    total = by_region.get(region.code, 0)
    return TerritoryPage(
        name=region.name,
        total=total,
        people=people,
        density=density(total, people),
        kinds=kind_counts(scope, partial(search_address, **where)),
        themes=theme_counts(scope, partial(search_address, **where)),
        leading=who.leading_organisations(scope, LEADING),
        directory_url=search_address(**where),
        drawing=draw.departments(_facts(inside)),
        inside=largest_first(bar for _code, bar in inside),
        neighbours=[
            Bar(label=r.name, value=by_region.get(r.code, 0), url=region_address(r))
            for r in regions().filter(pk__in=around)
        ],
    )


def department_page(department: Department) -> TerritoryPage:
    """One department, its communes and the departments around it."""
    scope, where = Scope(department=department.code), {"department": department.code}
    around = neighbours_of_department(department.code)
    by_department = who.counts_by_department(Scope(), among=(department.code, *around))
    by_commune = who.counts_by_commune(scope)
    people = populations_of_departments(department.region_id).get(department.code, 0)
    total = by_department.get(department.code, 0)
    drawing = draw.department_ground(department.code, around)
    if drawing:
        drawing.spots.extend(spots_of(scope, drawing.window))
    communes = Commune.objects.filter(pk__in=by_commune).only("code", "name").order_by("name")
    inside = [Bar(label=c.name, value=by_commune[c.code], url=commune_address(c)) for c in communes]
    return TerritoryPage(
        name=department.name,
        total=total,
        people=people,
        density=density(total, people),
        kinds=kind_counts(scope, partial(search_address, **where)),
        themes=theme_counts(scope, partial(search_address, **where)),
        leading=who.leading_organisations(scope, LEADING),
        directory_url=search_address(**where),
        drawing=drawing,
        inside=largest_first(inside),
        neighbours=[
            Bar(label=d.name, value=by_department.get(d.code, 0), url=department_address(d))
            for d in departments().filter(pk__in=around)
        ],
    )


def commune_page(commune: Commune, query: QueryDict) -> TerritoryPage:
    """One commune, and the nearest communes of its department with organisations.

    The search knows no communes, so the page lists all organisations itself; `query` may narrow the list by kind and
    theme and choose its page.
    """
    scope, department = Scope(commune=commune.code), commune.department_id
    by_commune = who.counts_by_commune(Scope(department=department))
    total = by_commune.pop(commune.code, 0)
    others = sorted(Commune.objects.filter(pk__in=by_commune), key=lambda other: (distance(commune, other), other.pk))
    drawing = draw.department_ground(department, neighbours_of_department(department))
    if drawing:
        drawing.spots.extend(spots_of(replace(scope, department=department), drawing.window))
    narrowed = replace(scope, kind=query.get("kind", ""), theme=query.get("theme", ""))
    listed = who.in_lines(who.organisations_in(narrowed)).order_by("-weight", "name", "id")
    path = commune_address(commune)
    return TerritoryPage(
        name=commune.name,
        total=total,
        people=commune.population,
        density=density(total, commune.population),
        kinds=kind_counts(scope, lambda **chosen: f"{path}?{urlencode(chosen)}#who"),
        themes=theme_counts(scope, lambda **chosen: f"{path}?{urlencode(chosen)}#who"),
        leading=[],
        directory_url="",
        drawing=drawing,
        neighbours=[Bar(label=c.name, value=by_commune[c.code], url=commune_address(c)) for c in others[:NEAREST]],
        listing=Paginator(listed, LISTED).get_page(query.get("page")),
        is_narrowed=bool(narrowed.kind or narrowed.theme),
    )


def distance(a: Commune, b: Commune) -> float:
    """A distance in degrees of latitude, good enough to rank neighbours; unknown positions come last."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    narrowing = math.cos(math.radians(a.latitude))
    return math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * narrowing)


@dataclass(frozen=True)
class IndexRegion:
    """A region of the index, with its departments."""

    name: str
    url: str
    count: int
    density: float
    departments: list[Bar]


@dataclass(frozen=True)
class IndexPage:
    """All territories."""

    regions: list[IndexRegion]
    drawing: draw.Drawing


def index_page() -> IndexPage:
    """Every region and department, with counts."""
    by_region, by_department = who.counts_by_region(Scope()), who.counts_by_department(Scope())
    people = populations_of_regions()
    inside: dict[str, list[Bar]] = {}
    for d in departments():
        item = Bar(label=d.name, value=by_department.get(d.code, 0), url=department_address(d))
        inside.setdefault(d.region_id, []).append(item)
    found, facts = [], []
    for region in sorted(regions(), key=lambda region: (region.is_overseas, fold(region.name))):
        count, url = by_region.get(region.code, 0), region_address(region)
        dense = density(count, people.get(region.code, 0))
        found.append(IndexRegion(region.name, url, count, dense, inside.get(region.code, [])))
        facts.append((region.code, Bar(label=region.name, value=count, url=url)))
    return IndexPage(found, draw.france(_facts(facts)))
