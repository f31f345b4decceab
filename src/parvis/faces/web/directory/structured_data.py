"""Organisations and people in the vocabulary of schema.org."""

from typing import Any

from django.urls import reverse

from parvis.core.addresses import page_of
from parvis.domain.directory.enums import NameKind, Scheme
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.selectors.briefs import Brief
from parvis.domain.directory.selectors.organisations import OrganisationPage
from parvis.domain.directory.selectors.people import PersonPage
from parvis.domain.reference.enums import OrganisationKind
from parvis.faces.web.seo.addresses import absolute

CONTEXT = "https://schema.org"
TYPES: dict[str, str] = {
    OrganisationKind.STARTUP: "Corporation",
    OrganisationKind.COMPANY: "Corporation",
    OrganisationKind.HOSPITAL: "Hospital",
    OrganisationKind.LAB: "ResearchOrganization",
    OrganisationKind.RESEARCH: "ResearchOrganization",
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.OPERATOR: "GovernmentOrganization",
    OrganisationKind.AUTHORITY: "GovernmentOrganization",
    OrganisationKind.ASSOCIATION: "NGO",
}
NAMED = {Scheme.VAT: "vatID"}
"""Numbers for which schema.org has a property of its own; the others are named values."""


def organisation_data(page: OrganisationPage, description: str) -> dict[str, Any]:
    """What the page of an organisation says, for machines; only what readers see too."""
    organisation = page.organisation
    names = [name.text for kind in page.names for name in page.names[kind] if kind != NameKind.FORMER]
    number_pages = [number.url for number in page.identifiers if number.url]
    return {
        "@context": CONTEXT,
        **reference(organisation),
        "url": absolute(organisation.get_absolute_url()),
        "alternateName": names,
        "description": description,
        "foundingDate": str(organisation.founded_year or ""),
        "logo": absolute(reverse("files:download", args=[organisation.logo_id])) if organisation.logo_id else "",
        "address": address_of(organisation),
        "location": place_of(organisation),
        "parentOrganization": [reference(kin.organisation) for kin in page.parents],
        "subOrganization": [reference(kin.organisation) for kin in page.children.items],
        "knowsAbout": [theme.name for theme in page.themes],
        "sameAs": [*([organisation.website] if organisation.website else []), *number_pages],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": str(number.register), "value": number.value}
            for number in page.identifiers
            if number.scheme not in NAMED
        ],
        **{NAMED[Scheme(n.scheme)]: n.value for n in page.identifiers if n.scheme in NAMED},
        "member": [person_reference(m.person) for m in page.members if m.is_present and m.membership.is_public],
        "dateModified": f"{organisation.updated_at:%Y-%m-%d}",
    }


def reference(organisation: Organisation | Brief) -> dict[str, Any]:
    """An organisation as another one names it."""
    address = absolute(organisation.get_absolute_url())
    return {
        "@type": TYPES.get(organisation.kind, "Organization"),
        "@id": address,
        "name": organisation.name,
    }


def person_reference(person: Person) -> dict[str, Any]:
    """A person as an organisation names them."""
    return {"@type": "Person", "@id": absolute(page_of("directory:person", person.slug)), "name": person.name}


def address_of(organisation: Organisation) -> dict[str, Any]:
    """The postal address, as far as it is known."""
    parts = {
        "streetAddress": organisation.address,
        "postalCode": organisation.postcode,
        "addressLocality": organisation.city,
        "addressRegion": organisation.region.name if organisation.region else "",
    }
    known = any(parts.values())
    return {"@type": "PostalAddress", **parts, "addressCountry": organisation.country} if known else {}


def place_of(organisation: Organisation) -> dict[str, Any]:
    """The position, as far as it is known."""
    if organisation.latitude is None or organisation.longitude is None:
        return {}
    position = {"@type": "GeoCoordinates", "latitude": organisation.latitude, "longitude": organisation.longitude}
    return {"@type": "Place", "geo": position}


def person_data(page: PersonPage) -> dict[str, Any]:
    """What the page of a person says to everyone; never a contact detail, whoever asks."""
    works = [membership for membership in page.present if membership.is_public]
    return {
        "@context": CONTEXT,
        **person_reference(page.person),
        "url": absolute(page_of("directory:person", page.person.slug)),
        "description": page.person.headline,
        "jobTitle": [membership.title for membership in works if membership.title],
        "worksFor": [reference(membership.organisation) for membership in works],
    }
