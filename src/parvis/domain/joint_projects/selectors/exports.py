"""Joint projects as rows of a table, for the campus."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.projects import with_partners
from parvis.domain.joint_projects.selectors.sums import Sums, sums_of
from parvis.domain.joint_projects.standing import is_present

TOGETHER = 200
"""Projects read at a time."""

COLUMNS = (
    "title_fr",
    "title_en",
    "state",
    "state_on",
    "starts_on",
    "ends_on",
    "partners",
    "former_partners",
    "themes",
    "regions",
    "origin",
    "readers",
    "last_news_on",
    "times_asked",
    "euros_asked",
    "euros_granted",
    "why_abandoned",
    "slug",
)
"""The columns of an export, in their order."""

SAID = ("title_fr", "title_en", "state", "state_on", "starts_on", "ends_on", "origin", "readers", "slug")

Row = dict[str, str]


def export_rows(projects: QuerySet[JointProject]) -> Iterator[Row]:
    """One row for each project, in their order; several values of one column are joined by a bar."""
    ids = list(projects.values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        found = with_partners(JointProject.objects.filter(pk__in=some)).in_bulk()
        sums = sums_of(some)
        yield from (_row(found[pk], sums.get(pk, Sums())) for pk in some if pk in found)


def _row(project: JointProject, sums: Sums) -> Row:
    partners: Sequence[Partner] = project.partners.all()  # type: ignore[assignment]
    regions = (one.organisation.region.name for one in partners if one.organisation.region)
    return {
        **{name: str(getattr(project, name) or "") for name in SAID},
        "partners": _joined(one.organisation.name for one in partners if is_present(one)),
        "former_partners": _joined(one.organisation.name for one in partners if not is_present(one)),
        "themes": _joined(theme.code for theme in project.themes.all()),
        "regions": _joined(regions),
        "last_news_on": project.news_at.date().isoformat(),
        "times_asked": str(project.asks),
        "euros_asked": f"{sums.asked:.2f}" if sums.asked else "",
        "euros_granted": f"{sums.granted:.2f}" if sums.granted else "",
        "why_abandoned": project.why_abandoned,
    }


def _joined(texts: Iterable[str]) -> str:
    """Texts joined by a bar, each once; a bar of their own becomes a slash."""
    return "|".join(dict.fromkeys(text.replace("|", "/") for text in texts))
