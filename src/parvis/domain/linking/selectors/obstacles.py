"""What speaks against merging two organisations."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.domain.directory import identifiers
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Identifier, Organisation, Relation

ONE_EACH = (Scheme.RNSR, Scheme.ROR, Scheme.FINESS)
"""An organisation has one number in each of these registers."""

OF_PARTS = frozenset({Scheme.RNSR, Scheme.FINESS})
"""Whoever has one of these is a unit or an establishment; only the others have a SIREN of their own."""

Numbers = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A sentence; `is_final` when nobody may merge all the same."""

    sentence: str
    is_final: bool = False


def obstacles_between(first: Organisation, second: Organisation) -> list[Obstacle]:
    """Everything that speaks against making them one; three queries."""
    found = _final(first, second)
    if not found:
        found = [*_contradictions(first, second), *_family(first, second)]
    return found


def _final(first: Organisation, second: Organisation) -> list[Obstacle]:
    if first.is_invented != second.is_invented:
        return [Obstacle(_("An invented organisation is never merged with a real one."), is_final=True)]
    gone = [organisation for organisation in (first, second) if organisation.merged_into_id]
    sentence = _("%(name)s has been merged into another organisation already.")
    return [Obstacle(sentence % {"name": organisation}, is_final=True) for organisation in gone]


def _contradictions(first: Organisation, second: Organisation) -> list[Obstacle]:
    numbers: dict[int, Numbers] = {first.pk: defaultdict(set), second.pk: defaultdict(set)}
    rows = Identifier.objects.filter(organisation__in=numbers, scheme__in=(*ONE_EACH, Scheme.SIREN)).order_by("pk")
    for pk, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
        numbers[pk][scheme].add(value)
    mine, theirs = numbers[first.pk], numbers[second.pk]
    schemes = [*ONE_EACH, *([Scheme.SIREN] if _is_entity(mine) and _is_entity(theirs) else [])]
    sentence = _("They have different numbers in %(register)s: %(first)s and %(second)s.")
    return [
        Obstacle(
            sentence
            % {
                "register": Scheme(scheme).label,
                "first": _shown(scheme, mine[scheme]),
                "second": _shown(scheme, theirs[scheme]),
            }
        )
        for scheme in schemes
        if mine[scheme] and theirs[scheme] and not mine[scheme] & theirs[scheme]
    ]


def _is_entity(numbers: Numbers) -> bool:
    return not any(numbers[scheme] for scheme in OF_PARTS)


def _shown(scheme: str, values: set[str]) -> str:
    return ", ".join(identifiers.display(scheme, value) for value in sorted(values))


def _family(first: Organisation, second: Organisation) -> list[Obstacle]:
    """Someone between the two in the family would stand above and below the one that they become."""
    above: dict[int, set[int]] = {first.pk: set(), second.pk: set()}
    below: dict[int, set[int]] = {first.pk: set(), second.pk: set()}
    for child, parent in Relation.objects.filter(child__in=above).order_by("pk").values_list("child_id", "parent_id"):
        above[child].add(parent)
    for child, parent in Relation.objects.filter(parent__in=below).order_by("pk").values_list("child_id", "parent_id"):
        below[parent].add(child)
    between = (above[first.pk] & below[second.pk]) | (above[second.pk] & below[first.pk])
    names = Organisation.objects.filter(pk__in=between).order_by("name", "pk").values_list("name", flat=True)
    sentence = _("%(name)s stands between them in the family: above the one and below the other.")
    return [Obstacle(sentence % {"name": name}) for name in names]
