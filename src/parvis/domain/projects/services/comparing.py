"""What an import would change: the projects and participations of the files beside those that are there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from parvis.domain.projects.facts import ParticipationFacts, ProjectFacts
from parvis.domain.projects.models import Participation, Project
from parvis.domain.projects.registry import ProjectRegister
from parvis.domain.projects.services.parsing import Parsed
from parvis.domain.projects.services.regions import Regions, country_of
from parvis.domain.projects.words import words_of

PROJECT_FIELDS = (
    "acronym",
    "title_fr",
    "title_en",
    "abstract_fr",
    "abstract_en",
    "scheme",
    "programme",
    "programme_name",
    "year",
    "starts_on",
    "ends_on",
    "funding",
    "is_health",
    "terms",
    "words",
)
PARTICIPATION_FIELDS = ("name", "role", "category", "city", "region_id", "country", "identifiers", "grant")
NAMING = ("name", "city", "country", "identifiers")
"""What says who it was: where one of these changes, the tie to an organisation is another question."""

Values = tuple[Any, ...]


@dataclass(slots=True)
class Plan:
    """What is to be written; ids are those of rows that are there."""

    new: dict[str, tuple[str, Values]] = field(default_factory=dict)
    """By code, the slug and the values of `PROJECT_FIELDS`."""
    changed: dict[int, Values] = field(default_factory=dict)
    confirmed: list[int] = field(default_factory=list)
    """Projects that stay as they are, as of a later day."""
    new_participations: list[tuple[str, str, Values]] = field(default_factory=list)
    """Code of the project, key, and the values of `PARTICIPATION_FIELDS`."""
    changed_participations: dict[int, tuple[Values, bool]] = field(default_factory=dict)
    """The values, and whether they name the same organisation as before."""
    gone_participations: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    before: dict[int, tuple[dt.date | None, Values]] = field(default_factory=dict)
    """Day and values of the projects that are changed or confirmed."""
    before_participations: dict[int, tuple[str, str, Values]] = field(default_factory=dict)
    """Code, key and values of the participations that are changed or go."""
    same: int = 0
    older: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The figures of what it does."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "confirmed": len(self.confirmed),
            "same": self.same,
            "older": self.older,
            "new_participations": len(self.new_participations),
            "changed_participations": len(self.changed_participations),
            "gone_participations": len(self.gone_participations),
        }

    @property
    def changes_anything(self) -> bool:
        """False when all of it is known as of this day."""
        return any(number for name, number in self.counts.items() if name not in {"same", "older"})


def compare(register: ProjectRegister, parsed: Parsed, as_of: dt.date) -> Plan:
    """The plan. A project of which a later day is known is left alone.

    Who took part in a project is whom the files name: others of the same project go. As long as lines are refused, none
    goes, since nobody can tell whom the refused line names.
    """
    plan, regions, source = Plan(), Regions(), register.code
    by_project: dict[str, dict[str, Values]] = defaultdict(dict)
    for (code, key), one in parsed.participations.items():
        by_project[code][key] = _participation_values(one, regions)
    stored = _stored_projects(source)
    taken = set(Project.objects.order_by().values_list("slug", flat=True))
    for code, facts in parsed.projects.items():
        values = _project_values(facts, by_project[code])
        if code not in stored:
            plan.new[code] = (_free_slug(register.prefix, code, taken), values)
        else:
            _compare_project(plan, code, stored[code], values, as_of)
    _compare_participations(plan, source, by_project, may_go=not parsed.refused)
    return plan


def _stored_projects(source: str) -> dict[str, tuple[int, dt.date | None, Values]]:
    rows = Project.objects.filter(source=source).order_by()
    columns = ("code", "pk", "source_on", *PROJECT_FIELDS)
    return {code: (pk, on, tuple(values)) for code, pk, on, *values in rows.values_list(*columns)}


def _compare_project(
    plan: Plan, code: str, stored: tuple[int, dt.date | None, Values], values: Values, as_of: dt.date
) -> None:
    pk, on, before = stored
    if on is not None and on > as_of:
        plan.older += 1
        return
    plan.ids[code] = pk
    plan.before[pk] = (on, before)
    if before != values:
        plan.changed[pk] = values
    elif on != as_of:
        plan.confirmed.append(pk)
    else:
        plan.same += 1


def _compare_participations(
    plan: Plan, source: str, by_project: Mapping[str, Mapping[str, Values]], *, may_go: bool
) -> None:
    stored = _stored_participations(source)
    for code, rows in by_project.items():
        for key, values in rows.items():
            known = stored.get((code, key))
            if known is None and (code in plan.new or code in plan.ids):
                plan.new_participations.append((code, key, values))
            elif known is not None and code in plan.ids and known[1] != values:
                plan.changed_participations[known[0]] = (values, _who(known[1]) == _who(values))
                plan.before_participations[known[0]] = (code, key, known[1])
    if may_go:
        gone = {
            pk: (code, key, values)
            for (code, key), (pk, values) in stored.items()
            if code in plan.ids and key not in by_project.get(code, {})
        }
        plan.gone_participations = list(gone)
        plan.before_participations |= gone


def _stored_participations(source: str) -> dict[tuple[str, str], tuple[int, Values]]:
    rows = Participation.objects.filter(project__source=source).order_by()
    columns = ("project__code", "key", "pk", *PARTICIPATION_FIELDS)
    return {(code, key): (pk, tuple(values)) for code, key, pk, *values in rows.values_list(*columns)}


def _who(values: Values) -> Values:
    return tuple(values[PARTICIPATION_FIELDS.index(name)] for name in NAMING)


def _project_values(facts: ProjectFacts, participations: Mapping[str, Values]) -> Values:
    names = sorted({values[0] for values in participations.values()})
    said = (facts.code, facts.acronym, facts.title_fr, facts.title_en, facts.terms, *names)
    words = words_of(said)
    return tuple(words if name == "words" else getattr(facts, name) for name in PROJECT_FIELDS)


def _participation_values(facts: ParticipationFacts, regions: Regions) -> Values:
    return (
        facts.name,
        str(facts.role),
        facts.category,
        facts.city,
        regions.find(facts),
        country_of(facts),
        [list(pair) for pair in facts.identifiers],
        facts.grant,
    )


def _free_slug(prefix: str, code: str, taken: set[str]) -> str:
    """The code as an address, with its register before it where it does not begin with it; no slug is given twice."""
    plain = slugify(code)
    wanted = plain if plain.startswith(f"{prefix}-") else f"{prefix}-{plain}"
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    taken.add(found)
    return found
