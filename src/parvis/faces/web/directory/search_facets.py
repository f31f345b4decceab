"""The facets beside the results: values, counts, and the address of each choice."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.core.memory import Kept
from parvis.domain.directory.enums import Status
from parvis.domain.directory.registry import source_info
from parvis.domain.directory.search_documents import FACETS
from parvis.domain.directory.selectors.search import DirectoryPage
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Department, Region, Theme
from parvis.domain.reference.selectors.topics import all_themes
from parvis.faces.web.design.tags import figure
from parvis.faces.web.directory.search_question import Question

Label = str | Promise

TITLES: dict[str, Label] = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "region": _("Region"),
    "department": _("Department"),
    "source": _("Source"),
    "status": _("Status"),
}
CLOSED = frozenset({"source", "status"})
"""Facets that are folded as long as nothing of them is chosen."""

MOST_DEPARTMENTS = 15
"""Departments shown as long as no region is chosen."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of facets are called."""

    themes: dict[str, Theme]
    regions: dict[str, str]
    departments: dict[str, str]


def _load() -> Names:
    return Names(
        themes={theme.code: theme for theme in all_themes()},
        regions=dict(Region.objects.values_list("code", "name")),
        departments=dict(Department.objects.values_list("code", "name")),
    )


names: Kept[Names] = Kept(_load, seconds=30)


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose or to take away."""

    label: str
    count: str
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with its values, the frequent ones first."""

    name: str
    title: Label
    options: list[Option]
    is_open: bool
    is_cut: bool = False


def labels_of(facet: str) -> dict[str, str]:
    """What the values of a facet are called in the reader's language; those of sources are found one by one."""
    known = names.get()
    if facet == "theme":
        return {code: theme.name for code, theme in known.themes.items()}
    if facet == "region":
        return known.regions
    if facet == "department":
        return {code: f"{name} ({code})" for code, name in known.departments.items()}
    choices = {"kind": OrganisationKind.choices, "status": Status.choices}.get(facet, [])
    return {str(value): str(label) for value, label in choices}


def _label(facet: str, value: str, labels: Mapping[str, str]) -> str:
    """An unknown value stands for itself."""
    return str(source_info(value).name) if facet == "source" else labels.get(value, value)


def facets_of(question: Question, page: DirectoryPage, path: str) -> list[Facet]:
    """Every facet that has something to choose from."""
    found = (_facet(name, question, page.facets.get(name, {}), path) for name in FACETS)
    return [facet for facet in found if facet.options]


def _facet(name: str, question: Question, counts: Mapping[str, int], path: str) -> Facet:
    chosen = question.values(name)
    ordered = sorted({*counts, *chosen}, key=lambda value: (-counts.get(value, 0), value))
    is_cut = name == "department" and not question.values("region") and len(ordered) > MOST_DEPARTMENTS
    if is_cut:
        ordered = [value for place, value in enumerate(ordered) if place < MOST_DEPARTMENTS or value in chosen]
    labels = labels_of(name)
    options = [
        Option(
            label=_label(name, value, labels),
            count=figure(counts.get(value, 0)),
            url=question.toggled(name, value).address(path),
            selected=value in chosen,
        )
        for value in ordered
    ]
    return Facet(name, TITLES[name], options, is_open=bool(chosen) or name not in CLOSED, is_cut=is_cut)


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen value and the address without it."""

    facet: Label
    label: Label
    url: str


def choices_of(question: Question, path: str) -> list[Choice]:
    """What is chosen, to be taken away one by one."""
    return [
        Choice(TITLES[facet], _label(facet, value, labels_of(facet)), question.toggled(facet, value).address(path))
        for facet, values in question.chosen
        for value in values
    ]
