"""Joint projects as the search index wants them; who may see what is found is asked of the database afterwards."""

from collections.abc import Iterable

from parvis.base.search.documents import SearchDocument
from parvis.domain.joint_projects.enums import LIVING
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.projects import with_partners

INDEX = "joint_projects"
FACETS = ("theme", "state")
LONGEST_BODY = 3_000
"""Letters of the running text that are searched."""


def project_keys() -> Iterable[int]:
    """Every joint project."""
    return JointProject.objects.order_by("pk").values_list("pk", flat=True)


def project_documents(ids: Iterable[int]) -> Iterable[SearchDocument]:
    """The documents of these projects, in their order; those that are gone are left out."""
    wanted = list(ids)
    found = with_partners(JointProject.objects.filter(pk__in=wanted)).in_bulk()
    for pk in wanted:
        if pk in found:
            yield _document(found[pk])


def _document(project: JointProject) -> SearchDocument:
    themes = [name for theme in project.themes.all() for name in (theme.name_fr, theme.name_en)]
    organisations = [partner.organisation for partner in project.partners.all()]
    places = [place for one in organisations for place in (one.city, one.region.name if one.region else "")]
    return SearchDocument(
        key=project.pk,
        title=project.title_fr or project.title_en,
        names=(project.title_en,) if project.title_fr and project.title_en else (),
        keywords=tuple(dict.fromkeys(text for text in [*(one.name for one in organisations), *places] if text)),
        body=" ".join([*themes, project.summary_fr, project.summary_en])[:LONGEST_BODY],
        facets={"theme": tuple(theme.code for theme in project.themes.all()), "state": (project.state,)},
        is_active=project.state in LIVING,
    )
