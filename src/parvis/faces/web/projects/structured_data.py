"""Projects in the vocabulary of schema.org."""

from typing import Any

from django.urls import reverse

from parvis.domain.directory.registry import SourceInfo
from parvis.domain.projects.models import Project
from parvis.faces.web.directory.structured_data import CONTEXT, reference
from parvis.faces.web.projects.rows import Participant, abstract_of
from parvis.faces.web.seo.addresses import absolute


def project_data(project: Project, participants: list[Participant], source: SourceInfo) -> dict[str, Any]:
    """What the page of a project says, for machines; only what readers see too."""
    address = absolute(reverse("projects:project", args=[project.slug]))
    funder = {"@type": "Organization", "name": str(source.name), "url": source.url}
    return {
        "@context": CONTEXT,
        "@type": "ResearchProject",
        "@id": address,
        "url": address,
        "name": project.acronym,
        "alternateName": [title for title in (project.title_fr, project.title_en) if title],
        "description": abstract_of(project)[0],
        "identifier": {"@type": "PropertyValue", "propertyID": str(source.name), "value": project.code},
        "foundingDate": str(project.starts_on or ""),
        "dissolutionDate": str(project.ends_on or ""),
        "funder": funder,
        "funding": {
            "@type": "MonetaryGrant",
            "identifier": project.code,
            "funder": funder,
            "amount": {"@type": "MonetaryAmount", "value": str(project.funding), "currency": "EUR"}
            if project.funding
            else {},
        },
        "member": [
            reference(one.organisation)
            if one.organisation
            else {"@type": "Organization", "name": one.name, "address": one.place}
            for one in participants
        ],
    }
