"""Organisations as the search index wants them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.utils import translation

from parvis.base.search.documents import SearchDocument
from parvis.domain.directory.enums import NameKind, Scheme, Status
from parvis.domain.directory.models import Identifier, Name, Organisation, Relation
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Theme

INDEX = "organisations"

FACETS = ("kind", "theme", "region", "department", "source", "status")

LONGEST_BODY = 1_500
"""Letters of the running text that are searched."""


def organisation_keys() -> Iterable[int]:
    """Every organisation, the important ones first."""
    return Organisation.objects.order_by("-weight", "pk").values_list("pk", flat=True)


def organisation_documents(ids: Iterable[int]) -> Iterable[SearchDocument]:
    """The documents of these organisations, in their order; those that are gone are left out."""
    wanted = list(ids)
    rows = Organisation.objects.select_related("department", "region", "sector").in_bulk(wanted)
    names, identifiers = _names(wanted), _identifiers(wanted)
    families, themes = _families(wanted), _themes(wanted)
    for pk in wanted:
        if pk in rows:
            yield _document(rows[pk], names[pk], identifiers[pk], families[pk], themes[pk])


def _document(
    organisation: Organisation,
    names: list[tuple[str, str]],
    identifiers: list[tuple[str, str]],
    family: list[str],
    themes: list[Theme],
) -> SearchDocument:
    places = (organisation.city, organisation.department, organisation.region)
    return SearchDocument(
        key=organisation.pk,
        title=organisation.name,
        names=_once(text for text, kind in names if kind != NameKind.ACRONYM),
        acronyms=_once(text for text, kind in names if kind == NameKind.ACRONYM),
        labels=_once(value for scheme, value in identifiers if scheme == Scheme.LABEL),
        identifiers=_once(value for scheme, value in identifiers if scheme != Scheme.LABEL),
        keywords=_once([*(str(place) for place in places if place), *family]),
        body=_body(organisation, themes),
        facets={
            "kind": (organisation.kind,),
            "theme": tuple(theme.code for theme in themes),
            "region": (organisation.region_id,) if organisation.region_id else (),
            "department": (organisation.department_id,) if organisation.department_id else (),
            "source": tuple(organisation.sources),
            "status": (organisation.status,),
        },
        weight=organisation.weight,
        is_active=organisation.status != Status.CLOSED,
    )


def _body(organisation: Organisation, themes: list[Theme]) -> str:
    texts = [name for theme in themes for name in (theme.name_fr, theme.name_en)]
    texts += _kind_names(organisation.kind)
    if organisation.sector:
        texts.append(organisation.sector.name)
    texts += [organisation.description_fr, organisation.description_en]
    return " ".join(text for text in texts if text)[:LONGEST_BODY]


@cache
def _kind_names(kind: str) -> tuple[str, ...]:
    """What a kind is called in French and in English."""
    found = []
    for language in ("fr", "en"):
        with translation.override(language):
            found.append(str(dict(OrganisationKind.choices).get(kind, "")))
    return tuple(found)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _names(ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    found = defaultdict(list)
    rows = Name.objects.filter(organisation__in=ids).order_by("pk").values_list("organisation", "text", "kind")
    for organisation, text, kind in rows:
        found[organisation].append((text, kind))
    return found


def _identifiers(ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    found = defaultdict(list)
    rows = Identifier.objects.filter(organisation__in=ids).order_by("pk")
    for organisation, scheme, value in rows.values_list("organisation", "scheme", "value"):
        found[organisation].append((scheme, value))
    return found


def _families(ids: list[int]) -> dict[int, list[str]]:
    """What the parents of each are called: their acronyms and their names."""
    relations = list(
        Relation.objects.filter(child__in=ids).order_by("pk").values_list("child", "parent", "parent__name")
    )
    acronyms: dict[int, list[str]] = defaultdict(list)
    rows = Name.objects.filter(organisation__in={parent for _, parent, _ in relations}, kind=NameKind.ACRONYM)
    for parent, text in rows.order_by("pk").values_list("organisation", "text"):
        acronyms[parent].append(text)
    found: dict[int, list[str]] = defaultdict(list)
    for child, parent, name in relations:
        found[child] += [*acronyms[parent], name]
    return found


def _themes(ids: list[int]) -> dict[int, list[Theme]]:
    rows = Organisation.themes.through.objects.filter(organisation__in=ids).order_by("theme")
    pairs = list(rows.values_list("organisation", "theme"))
    themes = Theme.objects.in_bulk({theme for _, theme in pairs})
    found: dict[int, list[Theme]] = defaultdict(list)
    for organisation, theme in pairs:
        found[organisation].append(themes[theme])
    return found
