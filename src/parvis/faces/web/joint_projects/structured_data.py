"""Joint projects in the vocabulary of schema.org; only what everyone reads."""

from collections.abc import Iterable
from typing import Any

from parvis.domain.joint_projects.models import JointProject
from parvis.faces.web.directory.structured_data import CONTEXT, reference
from parvis.faces.web.joint_projects.page import Member
from parvis.faces.web.seo.addresses import absolute


def project_data(project: JointProject, members: Iterable[Member], granted: Iterable[str]) -> dict[str, Any]:
    """What the page of a project says, for machines."""
    address = absolute(project.get_absolute_url())
    return {
        "@context": CONTEXT,
        "@type": "ResearchProject",
        "@id": address,
        "url": address,
        "name": project.title,
        "alternateName": [title for title in (project.title_fr, project.title_en) if title and title != project.title],
        "description": project.summary,
        "foundingDate": str(project.starts_on or ""),
        "dissolutionDate": str(project.ends_on or ""),
        "keywords": [theme.name for theme in project.themes.all()],
        "funder": [{"@type": "Organization", "name": name} for name in granted],
        "member": [reference(member.partner.organisation) for member in members if member.is_here],
    }
