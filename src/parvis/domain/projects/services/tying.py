"""Tie participations to organisations of the directory: by their numbers, else by their names where that is sure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from parvis.base.activity.services.record import record
from parvis.core import bulk
from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.directory.selectors.search import directory_stamp
from parvis.domain.projects.enums import Basis
from parvis.domain.projects.models import LinkRun, Participation, ProjectImport
from parvis.domain.projects.services.meanings import Meanings, Progress, Text, meanings_of, method

TIE = "projects.tie"
"""The job that ties."""

TOGETHER = 500

Effect = Callable[[], AbstractContextManager[Any]]
Number = tuple[str, str]
"""A scheme and a value."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What a participation is tied to, and why."""

    organisation: int | None = None
    basis: str = ""
    score: float | None = None


NONE = Tie()


def tie_by_number() -> int:
    """Tie what carries a number of exactly one organisation, in the caller's transaction; returns how many changed."""
    present, wanted = _present(), _told_by_number()
    changed = {pk: tie for pk, owner in wanted.items() if present[pk] != (tie := Tie(owner, Basis.NUMBER.value))}
    changed |= {pk: NONE for pk, tie in present.items() if tie.basis == Basis.NUMBER and pk not in wanted}
    return _write(changed)


def tie_all(*, progress: Progress, effect: Effect) -> dict[str, int]:
    """Tie everything anew; nothing to do when neither the directory nor the projects changed since the last round.

    The directory is compared outside of the transaction that writes; a name that was changed meanwhile is left for the
    next round. Returns the figures of the round.
    """
    stamp = _stamp()
    last = LinkRun.objects.order_by("-id").first()
    if last is not None and last.stamp == stamp:
        return dict(last.counts)
    told = _told_by_number()
    meanings = meanings_of({text for pk, text in _texts().items() if pk not in told}, progress)
    with effect() as result:
        tie_by_number()
        present, texts = _present(), _texts()
        open_texts = {pk: text for pk, text in texts.items() if present[pk].basis != Basis.NUMBER}
        ties = {pk: _meant(text, meanings) for pk, text in open_texts.items() if text in meanings.compared}
        _write({pk: tie for pk, tie in ties.items() if present[pk] != tie})
        counts = _figures() | {"doubtful": sum(text in meanings.doubtful for text in open_texts.values())}
        run = LinkRun.objects.create(stamp=stamp, counts=counts)
        record(actor=None, verb="projects.tied", target=run, data=counts)
        result.update(counts)
    return counts


def _stamp() -> str:
    """The state of what a round compares: the directory, the projects, and how it compares."""
    done = ProjectImport.objects.exclude(finished_at=None).aggregate(last=Max("finished_at"), number=Count("pk"))
    first = ProjectImport.objects.filter(finished_at=None).aggregate(last=Max("pk"))["last"]
    moment = done["last"].timestamp() if done["last"] else 0
    return f"{directory_stamp()}:{first}:{done['number']}:{moment}:{method()}"


def _present() -> dict[int, Tie]:
    rows = Participation.objects.order_by().values_list("pk", "organisation_id", "basis", "score")
    return {pk: Tie(organisation, basis, score) for pk, organisation, basis, score in rows}


def _texts() -> dict[int, Text]:
    rows = Participation.objects.order_by().values_list("pk", "name", "city", "country", "region_id")
    return {pk: (name, city, country, region) for pk, name, city, country, region in rows}


def _told_by_number() -> dict[int, int]:
    """Which organisation the numbers of participations tell: the one that alone has the first number that tells one."""
    rows = Participation.objects.exclude(identifiers=[]).order_by().values_list("pk", "identifiers")
    numbers: dict[int, list[Number]] = {pk: [(scheme, value) for scheme, value in pairs] for pk, pairs in rows}
    owners = _owners(numbers.values())
    found = {pk: next((o for pair in pairs if (o := owners.get(pair))), None) for pk, pairs in numbers.items()}
    return {pk: owner for pk, owner in found.items() if owner}


def _owners(numbers: Iterable[Sequence[Number]]) -> dict[Number, int]:
    """The organisation that alone carries a number, for each of these."""
    by_scheme: dict[str, set[str]] = defaultdict(set)
    for pairs in numbers:
        for scheme, value in pairs:
            by_scheme[scheme].add(value)
    found: dict[Number, set[int]] = defaultdict(set)
    for scheme, values in by_scheme.items():
        wanted = sorted(values)
        for start in range(0, len(wanted), TOGETHER):
            some = wanted[start : start + TOGETHER]
            rows = Identifier.objects.filter(scheme=scheme, value__in=some, organisation__merged_into=None)
            for value, pk in rows.order_by().values_list("value", "organisation_id"):
                found[scheme, value].add(pk)
    return {number: next(iter(carriers)) for number, carriers in found.items() if len(carriers) == 1}


def _meant(text: Text, meanings: Meanings) -> Tie:
    if text not in meanings.sure:
        return NONE
    organisation, score = meanings.sure[text]
    return Tie(organisation, Basis.NAME.value, score)


def _write(ties: Mapping[int, Tie]) -> int:
    """Write ties; those to an organisation that was removed or merged meanwhile are left for the next round."""
    wanted = sorted({tie.organisation for tie in ties.values() if tie.organisation})
    living: set[int | None] = {None}
    for start in range(0, len(wanted), TOGETHER):
        some = Organisation.objects.filter(pk__in=wanted[start : start + TOGETHER])
        living |= set(some.order_by().values_list("pk", flat=True))
    rows = [(tie.organisation, tie.basis, tie.score, pk) for pk, tie in ties.items() if tie.organisation in living]
    return bulk.update(Participation, ("organisation_id", "basis", "score"), ("id",), rows)


def _figures() -> dict[str, int]:
    """How many participations are tied, by what."""
    tied = Participation.objects.exclude(organisation=None).order_by()
    counts = Counter(tied.values_list("basis", flat=True))
    total = Participation.objects.count()
    return {
        "participations": total,
        "number": counts[Basis.NUMBER],
        "name": counts[Basis.NAME],
        "untied": total - sum(counts.values()),
    }
