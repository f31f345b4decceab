"""Which organisation of the directory a name means, where that is sure."""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from parvis.domain.directory.models import Relation
from parvis.domain.linking.selectors.records import engine_records, real_and_invented
from parvis.domain.projects.services.evidence import VERSION, Evidence
from parvis.engine.linkage import Link, Linker, Record, likely_together
from parvis.engine.linkage.model import shipped

SURE = 0.8
"""Probability from which a name is taken for an organisation; what is less sure stays a name."""

SURE_WITHOUT_CITY = 0.95
"""The same for a name without a city: sources leave it out for partners abroad, and call these French."""

LIKELY = 0.5
"""Probability from which a part of an organisation that is surely named is taken for the one that is meant."""

POSSIBLE = 0.15
"""Probability from which an organisation is looked at that has the very name that was typed."""

TOGETHER = 500

_PART = re.compile(r"\s+[-–—]\s+|\s*[/,;(\[]\s*")
"""What stands between an organisation and its part."""

Progress = Callable[[int, int, str], None]
Text = tuple[str, str, str, str | None]
"""A name with its city and country, as they were typed, and the code of its region."""


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
    wanted = sorted((text for text in found.compared if text[2] in countries), key=str)
    if not wanted:
        return found
    progress(0, len(wanted), _("reading the directory"))
    records = list(engine_records(real))
    linker, family, evidence = Linker(records), Family(), Evidence(records)
    for start in range(0, len(wanted), TOGETHER):
        progress(start, len(wanted), _("comparing names"))
        some = wanted[start : start + TOGETHER]
        typed = [Record(str(n), text[0], city=text[1], country=text[2]) for n, text in enumerate(some)]
        for number, links in _by_record(linker.link(typed, POSSIBLE)).items():
            link = _meant(some[number], links, family, evidence)
            if link is not None:
                found.sure[some[number]] = int(link.reference_id), round(link.score, 3)
            elif likely_together(links, LIKELY):
                found.doubtful.add(some[number])
    return found


def _meant(text: Text, links: Sequence[Link], family: "Family", evidence: Evidence) -> Link | None:
    """The link that is sure: to the organisation that has this very name, or begins it, or that is probable enough.

    A name that is whole or followed by a part of the organisation is sure even where the linker sees a rival that has
    nearly the same name: a hospital of the institute, a delegation of the agency.
    """
    name, city, _country, region = text
    shown = {int(link.reference_id): link for link in links if evidence.shows(name, region, int(link.reference_id))}
    likely = [link for link in shown.values() if link.score >= LIKELY]
    if city:
        whole = evidence.named(name, shown)
        if whole is not None:
            return shown[whole]
        first = evidence.named(_PART.split(name, maxsplit=1)[0], shown)
        if first is not None:
            return family.nearest([shown[first], *likely])
    if likely and likely[0].score >= (SURE if city else SURE_WITHOUT_CITY):
        return family.nearest(likely)
    return None


def method() -> str:
    """Changes with what decides: another method may give other meanings of the same names."""
    decides = shipped("names"), SURE, SURE_WITHOUT_CITY, LIKELY, POSSIBLE, VERSION
    return f"{zlib.crc32(repr(decides).encode()):08x}"


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
