"""Why a reviewer should keep away, as a sentence in the language of the reader, from the facts of a conflict."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.domain.reviews.enums import ConflictKind
from parvis.domain.reviews.models import Conflict

Facts = Mapping[str, Any]


def reason_of(conflict: Conflict) -> str:
    """The sentence; it has no subject, because it stands beside the name of the reviewer."""
    if conflict.kind == ConflictKind.DECLARED:
        return conflict.note or _("Declared without further words.")
    if not conflict.facts:  # forgotten with the reviewer
        return conflict.get_kind_display()
    return SENTENCES[conflict.kind](conflict.facts)


def _same(facts: Facts) -> str:
    if facts.get("title"):
        return _("Belongs to the applicant, %(organisation)s (%(title)s).") % facts
    return _("Belongs to the applicant, %(organisation)s.") % facts


def _family(facts: Facts) -> str:
    match facts.get("relation"):
        case "above":
            return _("Belongs to %(organisation)s, which is above the applicant, %(applicant)s.") % facts
        case "below":
            return _("Belongs to %(organisation)s, which is a part of the applicant, %(applicant)s.") % facts
    return _("Belongs to %(organisation)s: like the applicant, %(applicant)s, it is a part of %(common)s.") % facts


def _projects(facts: Facts) -> str:
    unnamed = _("a joint project of the campus")
    names = ", ".join(f"{project['name'] or unnamed} ({project['year']})" for project in facts["projects"])
    sentence = ngettext(
        "%(organisation)s, the reviewer's organisation, and the applicant, %(applicant)s, shared a project: %(names)s.",
        "%(organisation)s, the reviewer's organisation, and the applicant, %(applicant)s, shared %(number)s projects: "
        "%(names)s.",
        facts["number"],
    )
    return sentence % {**facts, "names": names + (", …" if facts["number"] > len(facts["projects"]) else "")}


def _former(facts: Facts) -> str:
    if facts.get("from"):
        return _("Belonged to the applicant, %(organisation)s, from %(from)s to %(until)s.") % facts
    return _("Belonged to the applicant, %(organisation)s, until %(until)s.") % facts


SENTENCES: dict[str, Callable[[Facts], str]] = {
    ConflictKind.SAME_ORGANISATION: _same,
    ConflictKind.FAMILY: _family,
    ConflictKind.JOINT_PROJECT: _projects,
    ConflictKind.FORMER_MEMBER: _former,
    ConflictKind.SPONSORSHIP: lambda facts: (
        _("Belongs to %(sponsor)s, which speaks for the applicant, %(applicant)s (sponsorship).") % facts
    ),
    ConflictKind.MAIL_DOMAIN: lambda facts: (
        _("Has a mail address of %(domain)s, as the applicant, %(applicant)s, does.") % facts
    ),
    ConflictKind.APPLICANT: lambda facts: _("Writes the application of %(applicant)s, or was invited to.") % facts,
    ConflictKind.NAMED_TIE: lambda facts: _("Said to be tied to %(organisation)s.") % facts,
}
