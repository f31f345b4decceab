"""One organisation with everything that its page shows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory import identifiers, provenance
from parvis.domain.directory.enums import RelationKind, Scheme
from parvis.domain.directory.models import (
    Identifier,
    Link,
    Name,
    Organisation,
    Relation,
)
from parvis.domain.directory.registry import SourceInfo
from parvis.domain.directory.selectors.briefs import COLUMNS, Brief
from parvis.domain.directory.selectors.members import Member, members_of
from parvis.domain.directory.selectors.neighbours import Neighbour, neighbours_by_place, neighbours_by_theme
from parvis.domain.directory.selectors.sources import SourceView, field_sources, registers_of, row_source, view_of
from parvis.domain.directory.standing import level_of
from parvis.domain.reference.models import Theme

CHILDREN_SHOWN = 24
KIN_LABELS, REGISTERS = dict(RelationKind.choices), dict(Scheme.choices)
PLACES = {scheme: place for place, scheme in enumerate(identifiers.CLEANERS)}
RELATED = ("commune", "department", "region", "sector", "logo")


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier as readers see it."""

    scheme: str
    register: str
    value: str
    text: str
    url: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class Kin:
    """A parent or a child, and in which way."""

    organisation: Brief
    kind: str
    text: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class KinPage:
    """One page of the children."""

    items: list[Kin]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What the page shows; every list is in the order in which it is shown."""

    organisation: Organisation
    themes: list[Theme]
    names: dict[str, list[Name]]
    identifiers: list[Number]
    links: list[Link]
    parents: list[Kin]
    children: KinPage
    members: list[Member]
    sources: dict[str, SourceView]
    registers: list[tuple[str, SourceInfo]]
    near_by_place: list[Neighbour]
    near_by_theme: list[Brief]
    confirmed_on: dt.date | None
    is_old: bool
    access_level: str | None


def organisations() -> QuerySet[Organisation]:
    """Every organisation with what its row points to; all are public."""
    return Organisation.objects.select_related(*RELATED)


def organisation_page(slug: str, actor: Actor, *, children_page: int = 1) -> OrganisationPage | None:
    """Everything for the page in a number of queries that depends neither on its rows nor on the directory's size.

    None when there is no such organisation.
    """
    found = list(organisations().filter(slug=slug))
    if not found:
        return None
    organisation = found[0]
    themes = list(organisation.themes.all())
    level = level_of(actor, organisation)
    sources = field_sources(organisation)
    return OrganisationPage(
        organisation=organisation,
        themes=themes,
        names=names_by_kind(organisation),
        identifiers=numbers_of(organisation),
        links=sorted(Link.objects.filter(organisation=organisation), key=lambda link: (link.kind, link.pk)),
        parents=parents_of(organisation),
        children=children_of(organisation, children_page),
        members=members_of(organisation, actor, level),
        sources=sources,
        registers=registers_of(organisation),
        near_by_place=neighbours_by_place(organisation),
        near_by_theme=neighbours_by_theme(organisation, [theme.pk for theme in themes]),
        confirmed_on=organisation.confirmed_at.date() if organisation.confirmed_at else None,
        is_old=is_old(organisation, list(sources.values())),
        access_level=level,
    )


def names_by_kind(organisation: Organisation) -> dict[str, list[Name]]:
    """Further names, by kind."""
    found: dict[str, list[Name]] = defaultdict(list)
    rows = Name.objects.filter(organisation=organisation)
    for name in sorted(rows, key=lambda name: (name.kind, name.text, name.pk)):
        found[name.kind].append(name)
    return dict(found)


def numbers_of(organisation: Organisation) -> list[Number]:
    """Identifiers in the order of the registers' list."""
    rows = Identifier.objects.filter(organisation=organisation)
    return [
        Number(
            scheme=row.scheme,
            register=str(REGISTERS.get(row.scheme, row.scheme)),
            value=row.value,
            text=identifiers.display(row.scheme, row.value),
            url=identifiers.url_of(row.scheme, row.value),
            source=row_source(row, organisation),
        )
        for row in sorted(rows, key=lambda row: (PLACES.get(row.scheme, len(PLACES)), row.value))
    ]


def parents_of(organisation: Organisation) -> list[Kin]:
    """The organisations that it belongs to."""
    rows = Relation.objects.filter(child=organisation).order_by("-parent__weight", "parent__name", "pk")
    return _kin(organisation, rows, "parent")


def children_of(organisation: Organisation, number: int = 1, *, size: int = CHILDREN_SHOWN) -> KinPage:
    """One page of the organisations that belong to it; a number out of range gives the nearest page."""
    rows = Relation.objects.filter(parent=organisation)
    total = rows.count()
    if not total:
        return KinPage([], 0, 1, 1)
    pages = -(-total // size)
    number = min(max(1, number), pages)
    shown = rows.order_by("-child__weight", "child__name", "pk")[(number - 1) * size : number * size]
    return KinPage(_kin(organisation, shown, "child"), total, number, pages)


def _kin(organisation: Organisation, rows: QuerySet[Relation], side: str) -> list[Kin]:
    """The organisations at the other end of these ties; one query."""
    columns = (f"{side}__{column}" for column in COLUMNS)
    return [
        Kin(Brief(*brief), kind, str(KIN_LABELS[kind]), view_of(source, on, confirmed_at=organisation.confirmed_at))
        for kind, source, on, *brief in rows.values_list("kind", "source", "source_on", *columns)
    ]


def is_old(organisation: Organisation, sources: Sequence[SourceView]) -> bool:
    """True when every dated fact has aged and nobody confirmed it since."""
    dated = [source for source in sources if source.on]
    if not dated:
        on = organisation.confirmed_at.date() if organisation.confirmed_at else None
        return provenance.is_old(on)
    return all(source.is_old for source in dated)
