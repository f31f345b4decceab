"""Which organisation of the directory a name means, where that is sure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from parvis.domain.directory.models import Relation
from parvis.domain.linking.selectors.records import engine_records, real_and_invented
from parvis.engine.linkage import Link, Linker, Record

SURE = 0.8
"""Probability from which a name is taken for an organisation; what is less sure stays a name."""

LIKELY = 0.5
"""Probability from which a part of an organisation that is surely named is taken for the one that is meant."""

TOGETHER = 500

Progress = Callable[[int, int, str], None]
Text = tuple[str, str, str]
"""A name with its city and country, as they were typed."""


@dataclass(slots=True)
class Meanings:
    """What texts mean: the organisation and how probable it is; and those that resemble one without being sure."""

    compared: set[Text] = field(default_factory=set)
    sure: dict[Text, tuple[int, float]] = field(default_factory=dict)
    doubtful: set[Text] = field(default_factory=set)


def meanings_of(texts: Iterable[Text], progress: Progress) -> Meanings:
    """Compare the texts with the whole directory, save what the demo invented.

    Only names in countries of the directory are compared: where it has no organisation of a country, whatever resembles
    a name there is another one.
    """
    found = Meanings(set(texts))
    real, _invented = real_and_invented()
    countries = set(real.order_by().values_list("country", flat=True).distinct())
    wanted = sorted(text for text in found.compared if text[2] in countries)
    if not wanted:
        return found
    progress(0, len(wanted), _("reading the directory"))
    linker, family = Linker(list(engine_records(real))), Family()
    for start in range(0, len(wanted), TOGETHER):
        progress(start, len(wanted), _("comparing names"))
        some = wanted[start : start + TOGETHER]
        records = [Record(str(n), name, city=city, country=country) for n, (name, city, country) in enumerate(some)]
        for number, links in _by_record(linker.link(records, LIKELY)).items():
            if links[0].score < SURE:
                found.doubtful.add(some[number])
                continue
            link = family.nearest(links)
            found.sure[some[number]] = int(link.reference_id), round(link.score, 3)
    return found


def _by_record(links: Iterable[Link]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        found[int(link.id)].append(link)
    return found


class Family:
    """Who belongs to whom, so that of a lab and its institution, both named, the lab is taken."""

    def __init__(self) -> None:
        self._parents: dict[int, set[int]] = defaultdict(set)
        for child, parent in Relation.objects.order_by().values_list("child_id", "parent_id"):
            self._parents[child].add(parent)

    def nearest(self, links: Sequence[Link]) -> Link:
        """The surest link, or the likely one to a part of what that one names."""
        surest = int(links[0].reference_id)
        return next((link for link in links if surest in self._above(int(link.reference_id))), links[0])

    def _above(self, pk: int) -> set[int]:
        """The organisations above this one; a family that goes round in a circle has an end, too."""
        found: set[int] = set()
        waiting = [pk]
        while waiting:
            new = self._parents[waiting.pop()] - found
            found |= new
            waiting += new
        return found - {pk}
