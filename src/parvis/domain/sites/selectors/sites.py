"""The sites of the campus."""

from django.db.models import QuerySet

from parvis.core import clock
from parvis.domain.sites.models import Site


def all_sites() -> "QuerySet[Site]":
    """Every site in its order, with its commune."""
    return Site.objects.select_related("commune")


def stage_of(site: Site) -> str:
    """`planned`, `open` or `closed` as of today; a site without dates is open."""
    today = clock.today()
    if site.opens_on and site.opens_on > today:
        return "planned"
    return "closed" if site.closes_on and site.closes_on < today else "open"
