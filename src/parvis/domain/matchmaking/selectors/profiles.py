"""What the directory says of organisations, as the engine of suggestions reads it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation, Relation
from parvis.domain.needs.enums import Readers
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.notices import open_notices
from parvis.domain.reference.enums import OrganisationKind

NAMED_AFTER_PLACES = frozenset({OrganisationKind.HOSPITAL, OrganisationKind.UNIVERSITY, OrganisationKind.AUTHORITY})
"""Kinds whose names say where they are; those of others say what they do."""
FAMILY = (RelationKind.SUPERVISION, RelationKind.PART, RelationKind.SUBSIDIARY)
COLUMNS = (
    *("pk", "name", "city", "region__name", "kind", "description_fr", "description_en"),
    *("sector__name",),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation is, says of itself and looks for, in words; its parents by their numbers."""

    pk: int
    name: str
    city: str
    region: str
    kind: str
    terms: str
    parents: tuple[str, ...]


def profiles() -> list[Profile]:
    """Every organisation of the directory."""
    words, parents = _words(), _parents()
    found = []
    for pk, name, city, region, kind, *texts in Organisation.objects.order_by("pk").values_list(*COLUMNS):
        own = [] if kind in NAMED_AFTER_PLACES else [name]
        terms = " ".join(text.strip() for text in (*own, *texts, *words[pk]) if text and text.strip())
        found.append(Profile(pk, name, city, region or "", kind, terms, tuple(parents[pk])))
    return found


def readable_notices() -> QuerySet[Notice]:
    """Open needs and offers that more than the team may read: only they may be told of in a reason."""
    return open_notices().exclude(readers=Readers.TEAM)


def words_of_notice(notice: Notice) -> str:
    """What a need or an offer says, as one text."""
    return " ".join(part for part in (notice.title, notice.text, notice.capacity) if part)


def _words() -> dict[int, list[str]]:
    """For each organisation the names of its themes, and its open needs and offers."""
    found: dict[int, list[str]] = defaultdict(list)
    columns = ("organisation_id", "theme__name_fr", "theme__name_en")
    themes: Iterable[tuple[int, str, str]] = Organisation.themes.through.objects.order_by(
        "theme__position", "theme_id"
    ).values_list(*columns)
    for pk, *names in themes:
        found[pk] += names
    for notice in readable_notices().order_by("pk"):
        found[notice.organisation_id].append(words_of_notice(notice))
    return found


def _parents() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    stands = Q(child__merged_into=None, parent__merged_into=None)
    rows = Relation.objects.filter(stands, kind__in=FAMILY).order_by("child_id", "parent_id")
    for child, parent in rows.values_list("child_id", "parent_id").distinct():
        found[child].append(str(parent))
    return found
