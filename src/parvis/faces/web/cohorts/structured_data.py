"""Cohorts in the vocabulary of schema.org."""

from collections.abc import Sequence
from typing import Any

from parvis.domain.campus.models import Campus
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.faces.web.directory.structured_data import CONTEXT, reference
from parvis.faces.web.seo.addresses import absolute


def cohort_data(cohort: Cohort, members: Sequence[CohortMember], campus: Campus) -> dict[str, Any]:
    """What the page of a cohort says, for machines: a list of organisations that the campus takes in."""
    address = absolute(cohort.get_absolute_url())
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "@id": address,
        "url": address,
        "name": cohort.name,
        "description": " ".join(cohort.text.split())[:300],
        "datePublished": cohort.published_at.date().isoformat() if cohort.published_at else "",
        "creator": {"@type": "Organization", "name": campus.name, "url": absolute("/")},
        "numberOfItems": len(members),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "item": {**reference(member.organisation), "description": member.pitch},
            }
            for place, member in enumerate(members, 1)
        ],
    }
