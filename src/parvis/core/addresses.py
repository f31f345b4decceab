"""Addresses of pages that a slug names, cheaper than asking Django for each: some pages hold a hundred of them."""

from functools import cache

from django.urls import reverse

_ANY = "any-slug"


def page_of(name: str, slug: str) -> str:
    """The address of the page `name` (`directory:organisation`), whose only argument is this slug.

    A slug holds letters, digits, hyphens and underscores, so nothing needs quoting.
    """
    before, after = _around_the_slug(name)
    return f"{before}{slug}{after}"


@cache
def _around_the_slug(name: str) -> tuple[str, str]:
    before, _slug, after = reverse(name, args=[_ANY]).rpartition(_ANY)
    return before, after
