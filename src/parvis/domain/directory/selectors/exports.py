"""Organisations as rows of a table, for whoever wants to go on working with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from parvis.domain.directory.enums import NameKind, Scheme
from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.reference.models import Theme

TOGETHER = 500
"""Organisations read at a time."""

SCHEMES = (
    Scheme.SIREN,
    Scheme.SIRET,
    Scheme.ROR,
    Scheme.RNSR,
    Scheme.FINESS,
    Scheme.FINESS_EJ,
    Scheme.UAI,
    Scheme.WIKIDATA,
    Scheme.LABEL,
)
BEFORE = ("id", "name", "kind", "status", "city", "department", "region")
AFTER = ("sources", "department_code", "region_code", "acronyms", "other_names", "themes", "website", "latitude")
COLUMNS = (*BEFORE, *(scheme.value for scheme in SCHEMES), *AFTER, "longitude", "slug")
"""The columns of an export, in their order."""

Row = dict[str, str]


def export_rows(ids: Sequence[int]) -> Iterator[Row]:
    """One row for each organisation in the order of `ids`; several values of one column are joined by a bar."""
    for start in range(0, len(ids), TOGETHER):
        yield from _rows(ids[start : start + TOGETHER])


def _rows(ids: Sequence[int]) -> Iterator[Row]:
    organisations = Organisation.objects.select_related("department", "region").in_bulk(ids)
    identifiers: dict[tuple[int, str], list[str]] = defaultdict(list)
    numbers = Identifier.objects.filter(organisation__in=ids, scheme__in=SCHEMES).order_by("pk")
    for organisation, scheme, value in numbers.values_list("organisation", "scheme", "value"):
        identifiers[organisation, scheme].append(value)
    names: dict[tuple[int, bool], list[str]] = defaultdict(list)
    further = Name.objects.filter(organisation__in=ids).order_by("pk")
    for organisation, text, kind in further.values_list("organisation", "text", "kind"):
        names[organisation, kind == NameKind.ACRONYM].append(text)
    themes = _theme_codes(ids)
    for pk in ids:
        if pk in organisations:
            yield {
                **_own(organisations[pk]),
                **{scheme.value: "|".join(identifiers[pk, scheme]) for scheme in SCHEMES},
                "acronyms": _joined(names[pk, True]),
                "other_names": _joined(names[pk, False]),
                "themes": "|".join(themes[pk]),
            }


def _own(organisation: Organisation) -> Row:
    """What the organisation's own row says."""
    position = (organisation.latitude, organisation.longitude)
    return {
        "id": str(organisation.pk),
        "slug": organisation.slug,
        "name": organisation.name,
        "kind": organisation.kind,
        "status": organisation.status,
        "city": organisation.city,
        "department": organisation.department.name if organisation.department else "",
        "department_code": organisation.department_id or "",
        "region": organisation.region.name if organisation.region else "",
        "region_code": organisation.region_id or "",
        "sources": "|".join(organisation.sources),
        "website": organisation.website,
        **dict(zip(("latitude", "longitude"), ("" if at is None else str(at) for at in position), strict=True)),
    }


def _joined(texts: list[str]) -> str:
    """Texts joined by a bar; a bar of their own becomes a slash."""
    return "|".join(text.replace("|", "/") for text in texts)


def _theme_codes(ids: Sequence[int]) -> dict[int, list[str]]:
    pairs = Organisation.themes.through.objects.filter(organisation__in=ids).order_by("pk")
    held = list(pairs.values_list("organisation", "theme"))
    codes = dict(Theme.objects.filter(pk__in={theme for _, theme in held}).values_list("pk", "code"))
    found: dict[int, list[str]] = defaultdict(list)
    for organisation, theme in held:
        found[organisation].append(codes[theme])
    return found
