"""Addresses of the pages of new organisations: short, readable, never given twice."""

from collections.abc import Iterable, Iterator

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
    """Give each target its address; namesakes add their city, then a number.

    Addresses are chosen in memory first; whoever chose one that is in use chooses again.
    """
    waiting = {target.handle: target for target in targets}
    choices = {handle: _candidates(target) for handle, target in waiting.items()}
    chosen: dict[str, int] = {}
    while waiting:
        for handle, target in waiting.items():
            target.slug = next(slug for slug in choices[handle] if slug not in chosen)
            chosen[target.slug] = handle
        taken = _taken(target.slug for target in waiting.values())
        waiting = {handle: target for handle, target in waiting.items() if target.slug in taken}


def _candidates(target: Target) -> Iterator[str]:
    base = slug_base(target.made.values["name"])
    yield base
    longer = slug_base(f"{base}-{target.made.values['city']}")
    yield longer
    number = 2
    while True:
        yield f"{longer}-{number}"
        number += 1


def _taken(slugs: Iterable[str]) -> set[str]:
    """Which of these addresses are in use."""
    found: set[str] = set()
    for chunk in chunks(sorted(slugs)):
        found.update(Organisation.everything.filter(slug__in=chunk).values_list("slug", flat=True))
    return found
