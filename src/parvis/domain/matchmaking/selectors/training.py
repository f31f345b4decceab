"""The campus's own history as the files that `parvis engine fit-recommend` reads."""

from collections.abc import Iterator

from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.selectors.participations import all_participations, described_projects
from parvis.domain.matchmaking.selectors.profiles import profiles

COLUMNS = {
    "participations": ("project", "organisation", "year"),
    "projects": ("project", "year", "terms", "programme"),
    "organisations": ("organisation", "name", "city", "region", "kind", "terms", "parents"),
}
"""The files and their columns; organisations by the addresses of their pages."""


def training_rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of one of the files."""
    slugs = dict(Organisation.objects.order_by("pk").values_list("pk", "slug"))
    if name == "participations":
        for project, organisation, year in all_participations():
            yield {"project": project, "organisation": slugs[organisation], "year": str(year)}
    elif name == "projects":
        years = {project: year for project, _organisation, year in reversed(all_participations())}
        for project, terms, programme in described_projects():
            if project in years:
                yield {"project": project, "year": str(years[project]), "terms": _cell(terms), "programme": programme}
    else:
        for one in profiles():
            parents = "|".join(slugs[int(parent)] for parent in one.parents)
            yield {
                "organisation": slugs[one.pk],
                "name": one.name,
                "city": one.city,
                "region": one.region,
                "kind": one.kind,
                "terms": _cell(one.terms),
                "parents": parents,
            }


def _cell(text: str) -> str:
    """Words in one line; a bar would separate values."""
    return " ".join(text.replace("|", " ").split())
