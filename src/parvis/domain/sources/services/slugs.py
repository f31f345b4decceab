"""Addresses of the pages of new organisations: short, readable, never given twice."""

from collections.abc import Iterable

from django.utils.text import slugify

from parvis.domain.directory.models import Organisation
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.services.plan import Target

LONGEST = 100
PLAIN = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "-", "'": "-"})


def slug_base(name: str) -> str:
    """The name as an address: "Hôpital Cœur" → "hopital-coeur"."""
    plain = name.translate(PLAIN)
    return slugify(plain)[:LONGEST].strip("-") or "organisation"


def give_slugs(targets: Iterable[Target]) -> None:
    """Give each target its address; namesakes add their city, then a number."""
    new = list(targets)
    wanted = [(target, slug_base(target.made.values["name"])) for target in new]
    longer = {target.handle: slug_base(f"{base}-{target.made.values['city']}") for target, base in wanted}
    taken = _taken({base for _target, base in wanted} | set(longer.values()))
    for target, base in wanted:
        target.slug = next(slug for slug in _candidates(base, longer[target.handle]) if slug not in taken)
        taken.add(target.slug)


def _candidates(base: str, longer: str) -> Iterable[str]:
    yield base
    yield longer
    number = 2
    while True:
        yield f"{longer}-{number}"
        number += 1


def _taken(slugs: set[str]) -> set[str]:
    """Which of these addresses, or of their numbered variants, are in use."""
    found: set[str] = set()
    for chunk in chunks(sorted(slugs)):
        found.update(Organisation.objects.filter(slug__in=chunk).values_list("slug", flat=True))
    for slug in sorted(found):
        found.update(Organisation.objects.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True))
    return found
