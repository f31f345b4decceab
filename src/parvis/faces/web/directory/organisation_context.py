"""What the template of an organisation's page needs beside the selector's answer."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.base.activity.models import Entry
from parvis.base.activity.registry import verbs
from parvis.domain.cohorts.selectors.cohorts import cohorts_of
from parvis.domain.directory import rules
from parvis.domain.directory.enums import NameKind, Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.registry import source_info
from parvis.domain.directory.selectors import merged
from parvis.domain.directory.selectors.neighbours import Neighbour
from parvis.domain.directory.selectors.organisations import OrganisationPage
from parvis.domain.directory.selectors.people import PersonPage
from parvis.domain.linking.rules import can_judge
from parvis.domain.projects.selectors.history import Partner
from parvis.domain.projects.selectors.history import history_of as projects_of
from parvis.domain.stewardship.rules import can_say_this_is_me
from parvis.domain.stewardship.selectors.requests import has_pending_claim, has_pending_person_claim
from parvis.faces.web.design.tags import figure
from parvis.faces.web.directory.registry import sections_for
from parvis.faces.web.map.drawing import Drawing
from parvis.faces.web.map.small import small_map
from parvis.faces.web.map.spots import commune_address

HISTORY_SHOWN = 15


@dataclass(frozen=True)
class Action:
    """Something that the reader may do with the organisation."""

    label: str | Promise
    url: str
    icon: str
    is_post: bool = False


@dataclass(frozen=True)
class Act:
    """One line of the history."""

    entry: Entry
    text: str | Promise


def description_of(organisation: Organisation) -> tuple[str, str]:
    """The description and its language: the reader's, or the other one where that is missing."""
    language = (get_language() or "fr")[:2]
    other = "en" if language == "fr" else "fr"
    for code in (language, other):
        text: str = getattr(organisation, f"description_{code}")
        if text:
            return text, code
    return "", language


def summary_of(page: OrganisationPage) -> str:
    """One line for those who meet the page elsewhere: the description, or what and where it is."""
    text, _language = description_of(page.organisation)
    if text:
        return " ".join(text.split())[:300]
    organisation = page.organisation
    place = [organisation.city, organisation.department.name if organisation.department else ""]
    return " · ".join(str(part) for part in [organisation.get_kind_display(), *place] if part)


def actions_of(actor: Actor, page: OrganisationPage, *, has_pending_claim: bool) -> list[Action]:
    """What this reader may do, the most useful first."""
    organisation = page.organisation
    can_edit = rules.can_edit(actor, organisation)
    offered = (
        (can_edit, _("Edit"), "directory_edit:edit", "pencil", False),
        (can_edit, _("Confirm that all is right"), "directory_edit:confirm", "check", True),
        (
            rules.can_manage_access(actor, organisation),
            _("Who may edit it"),
            "directory_edit:access",
            "users",
            False,
        ),
        (
            not can_edit and not has_pending_claim and organisation.status != Status.CLOSED,
            _("Manage this organisation"),
            "directory_edit:claim_ask",
            "key",
            False,
        ),
        (can_judge(actor), _("Merge with another entry"), "linking:by_hand", "switch-horizontal", False),
        (not can_edit, _("Suggest a correction"), "directory_edit:suggest", "message-circle", False),
    )
    return [
        Action(label, url, icon, is_post)
        for allowed, label, name, icon, is_post in offered
        if allowed and (url := _address(name, organisation.slug))
    ]


def person_actions(actor: Actor, page: PersonPage) -> list[Action]:
    """What this reader may do with the page of a person."""
    person = page.person
    offered = (
        (rules.can_edit_person(actor, person), _("Edit"), "directory_edit:person", "pencil"),
        (
            can_say_this_is_me(actor, person) and not has_pending_person_claim(actor, person),
            _("This is me"),
            "directory_edit:this_is_me",
            "user-check",
        ),
    )
    return [
        Action(label, url, icon)
        for allowed, label, name, icon in offered
        if allowed and (url := _address(name, person.slug))
    ]


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def history_of(actor: Actor, organisation: Organisation) -> list[Act]:
    """The latest acts about the organisation and those merged into it, for those who may see them."""
    if not rules.can_see_history(actor, organisation):
        return []
    entries = merged.history_of(organisation)[:HISTORY_SHOWN]
    return [Act(entry, verbs.find(entry.verb) or entry.verb) for entry in entries]


def note_of(near: Neighbour) -> str:
    """What and where a neighbour is, and how far where that says something."""
    other = near.organisation
    parts = [other.get_kind_display(), other.city]
    if near.kilometres is not None and near.kilometres >= 1:
        parts.append(f"{figure(round(near.kilometres))} km")
    return " · ".join(part for part in parts if part)


def shared_projects(partner: Partner) -> str:
    """How many projects an organisation shares with a partner, and from when to when."""
    number = figure(partner.projects)
    text = ngettext("%(number)s project", "%(number)s projects", partner.projects) % {"number": number}
    return f"{text} · {partner.years}"


def organisation_context(actor: Actor, page: OrganisationPage) -> dict[str, Any]:
    """Everything that the template shows."""
    organisation = page.organisation
    description, language = description_of(organisation)
    waits = has_pending_claim(actor, organisation)
    past = projects_of(actor, organisation)
    drawing: Drawing | None = small_map(organisation.latitude, organisation.longitude, organisation.department_id)
    return {
        "page": page,
        "organisation": organisation,
        "description": description,
        "description_language": language,
        "summary": summary_of(page),
        "acronyms": page.names.get(NameKind.ACRONYM, []),
        "other_names": page.names.get(NameKind.ALIAS, []),
        "official_names": page.names.get(NameKind.OFFICIAL, []),
        "former_names": page.names.get(NameKind.FORMER, []),
        "near_by_place": [(near.organisation, note_of(near)) for near in page.near_by_place],
        "cohorts": cohorts_of(organisation),
        "past": past,
        "past_partners": [(one.organisation, shared_projects(one)) for one in past.partners] if past else [],
        "past_sources": {one.source: (source_info(one.source), one.source_on) for one in past.newest}.values()
        if past
        else (),
        "sections": sections_for(actor, organisation),
        "drawing": drawing,
        "commune_url": commune_address(organisation.commune) if organisation.commune else "",
        "actions": actions_of(actor, page, has_pending_claim=waits),
        "has_pending_claim": waits,
        "history": history_of(actor, organisation),
        "can_see_history": rules.can_see_history(actor, organisation),
    }
