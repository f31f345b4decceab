"""A call in the vocabulary of schema.org."""

from typing import Any

from parvis.domain.calls.models import Call, Round
from parvis.domain.campus.selectors.campus import the_campus
from parvis.faces.web.seo.addresses import absolute

CONTEXT = "https://schema.org"


def call_data(call: Call, shown: Round | None) -> dict[str, Any]:
    """What the page of a call says, for machines; only what readers see too.

    schema.org has no call for applications. A programme that one applies to, with its deadline, comes closest:
    `EducationalOccupationalProgram` is the only type with `applicationStartDate` and `applicationDeadline`.
    """
    address = absolute(call.get_absolute_url())
    organiser = call.organiser
    provider = {"@type": "Organization", "name": organiser.name if organiser else the_campus().name}
    if organiser:
        provider["url"] = absolute(organiser.get_absolute_url())
    return {
        "@context": CONTEXT,
        "@type": "EducationalOccupationalProgram",
        "@id": address,
        "url": address,
        "name": call.title,
        "description": call.summary,
        "provider": provider,
        "keywords": [theme.name for theme in call.themes.all()],
        "applicationStartDate": shown.opens_at.isoformat() if shown else "",
        "applicationDeadline": shown.closes_at.isoformat() if shown and shown.closes_at else "",
        "maximumEnrollment": shown.places if shown and shown.places else "",
        "datePosted": call.opened_at.isoformat() if call.opened_at else "",
    }
