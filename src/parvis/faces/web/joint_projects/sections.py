"""The joint projects of an organisation, on its page."""

from collections.abc import Mapping
from typing import Any

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.joint_projects.selectors.projects import has_projects, projects_of_organisation, with_partners
from parvis.faces.web.directory.registry import Section, sections
from parvis.faces.web.joint_projects.rows import rows_of

SHOWN = 6


def joint_projects(actor: Actor, organisation: Organisation) -> Mapping[str, Any] | None:
    """The latest ones that the reader sees, with the other partners; nothing where there is none."""
    if not has_projects(organisation.pk):
        return None
    found = list(with_partners(projects_of_organisation(actor, organisation.pk))[: SHOWN + 1])
    if not found:
        return None
    rows = rows_of(found[:SHOWN], besides=organisation.pk)
    return {"rows": rows, "has_more": len(found) > SHOWN, "organisation": organisation}


sections.register("joint_projects", Section("web/joint_projects/_section.html", joint_projects, 10))
