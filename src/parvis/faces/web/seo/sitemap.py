"""The sitemap: an index, and files of addresses with the day of their last change."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.urls import reverse

from parvis.core.addresses import page_of
from parvis.domain.calls.models import Call
from parvis.domain.calls.selectors.calls import calls_visible_to
from parvis.domain.cohorts.models import Cohort
from parvis.domain.cohorts.selectors.cohorts import published_cohorts
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.selectors.people import people_visible_to
from parvis.domain.directory.selectors.territories import Scope, counts_by_commune
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.consent import public_projects
from parvis.domain.projects.models import Project
from parvis.domain.projects.selectors.projects import projects_visible_to
from parvis.domain.reference.models import Commune, Department, Region
from parvis.faces.web.map.spots import commune_address
from parvis.faces.web.seo.addresses import absolute, alternates

ANY = "/any-page/"
SITE = (
    "home:home",
    "map:france",
    "territories:index",
    "projects:projects",
    "joint_projects:projects",
    "calls:calls",
    "cohorts:cohorts",
)
PAGE_SIZE = 2000
"""Addresses in one file; the format allows 50,000, and each is written here with its languages."""
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Item:
    """One page of the site."""

    path: str
    changed: dt.datetime | None = None


@dataclass(frozen=True)
class Section:
    """A kind of pages: how many there are, when one last changed, and a slice of them."""

    count: Callable[[], int]
    items: Callable[[int, int], Iterable[Item]]
    changed: Callable[[], dt.datetime | None] = lambda: None


def _site(start: int, end: int) -> list[Item]:
    return [Item(reverse(name)) for name in SITE][start:end]


def _regions(start: int, end: int) -> Iterator[Item]:
    for slug in Region.objects.order_by("code").values_list("slug", flat=True)[start:end]:
        yield Item(page_of("territories:region", slug))


def _departments(start: int, end: int) -> Iterator[Item]:
    for slug in Department.objects.order_by("code").values_list("slug", flat=True)[start:end]:
        yield Item(page_of("territories:department", slug))


def _communes() -> QuerySet[Commune]:
    """Communes with organisations; the others say nothing."""
    return Commune.objects.filter(pk__in=counts_by_commune(Scope())).order_by("code")


def _organisations(start: int, end: int) -> Iterator[Item]:
    rows = Organisation.objects.order_by("pk").values_list("slug", "updated_at")[start:end]
    for slug, changed in rows:
        yield Item(page_of("directory:organisation", slug), changed)


def _people() -> QuerySet[Person]:
    return people_visible_to(AnonymousUser()).order_by("pk")


def _projects() -> QuerySet[Project]:
    return projects_visible_to(AnonymousUser()).order_by("pk")


def _calls() -> QuerySet[Call]:
    return calls_visible_to(AnonymousUser()).order_by("pk")


def _cohorts() -> QuerySet[Cohort]:
    return published_cohorts().order_by("pk")


def _joint_projects() -> QuerySet[JointProject]:
    return public_projects().order_by("pk")


def _latest(
    rows: "QuerySet[Organisation] | QuerySet[Person] | QuerySet[Project] | QuerySet[JointProject] | QuerySet[Call] "
    "| QuerySet[Cohort]",
) -> dt.datetime | None:
    changed: dt.datetime | None = rows.order_by().aggregate(latest=Max("updated_at"))["latest"]
    return changed


SECTIONS: dict[str, Section] = {
    "site": Section(lambda: len(SITE), _site),
    "regions": Section(Region.objects.count, _regions),
    "departments": Section(Department.objects.count, _departments),
    "communes": Section(
        lambda: _communes().count(), lambda start, end: [Item(commune_address(c)) for c in _communes()[start:end]]
    ),
    "organisations": Section(Organisation.objects.count, _organisations, lambda: _latest(Organisation.objects.all())),
    "people": Section(
        lambda: _people().count(),
        lambda start, end: [Item(page_of("directory:person", p.slug), p.updated_at) for p in _people()[start:end]],
        lambda: _latest(_people()),
    ),
    "projects": Section(
        lambda: _projects().count(),
        lambda start, end: [
            Item(page_of("projects:project", slug), changed)
            for slug, changed in _projects().values_list("slug", "updated_at")[start:end]
        ],
        lambda: _latest(_projects()),
    ),
    "joint-projects": Section(
        lambda: _joint_projects().count(),
        lambda start, end: [
            Item(page_of("joint_projects:project", slug), changed)
            for slug, changed in _joint_projects().values_list("slug", "updated_at")[start:end]
        ],
        lambda: _latest(_joint_projects()),
    ),
    "calls": Section(
        lambda: _calls().count(),
        lambda start, end: [
            Item(page_of("calls:call", slug), changed)
            for slug, changed in _calls().values_list("slug", "updated_at")[start:end]
        ],
        lambda: _latest(_calls()),
    ),
    "cohorts": Section(
        lambda: _cohorts().count(),
        lambda start, end: [Item(page_of("cohorts:cohort", c.slug), c.updated_at) for c in _cohorts()[start:end]],
        lambda: _latest(_cohorts()),
    ),
}


def index() -> str:
    """The file that names the other files."""
    lines = []
    for name, section in SECTIONS.items():
        count = section.count()
        changed = _day(section.changed()) if count else ""
        for page in range(1, -(-count // PAGE_SIZE) + 1):
            address = absolute(reverse("seo:sitemap_page", args=[name, page]))
            lines.append(f"<sitemap><loc>{escape(address)}</loc>{changed}</sitemap>")
    return f"{HEAD}<sitemapindex {NAMESPACES}>\n" + "\n".join(lines) + "\n</sitemapindex>\n"


def page(name: str, number: int) -> str | None:
    """One file of addresses, or None when there is none of this name and number."""
    section = SECTIONS.get(name)
    if section is None or number < 1:
        return None
    before, after = _around_the_day(ANY)
    lines = [
        f"{before}{_day(item.changed)}{after}".replace(ANY, escape(item.path))
        for item in section.items((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    ]
    return f"{HEAD}<urlset {NAMESPACES}>\n" + "\n".join(lines) + "\n</urlset>\n" if lines else None


def _around_the_day(path: str) -> tuple[str, str]:
    """The entry of a page with its languages, without the day of its change: worked out once for a whole file."""
    languages = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(other.language)} href={quoteattr(other.url)}/>'
        for other in alternates(path)
    )
    return f"<url><loc>{escape(absolute(path))}</loc>", f"{languages}</url>"


def _day(changed: dt.datetime | None) -> str:
    return f"<lastmod>{changed:%Y-%m-%dT%H:%M:%S+00:00}</lastmod>" if changed else ""
