"""What the log says of introductions."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "introductions.proposed": _("proposed an introduction"),
    "introductions.accepted": _("accepted an introduction"),
    "introductions.declined": _("declined an introduction"),
    "introductions.accepted_for": _("recorded that an organisation accepts an introduction"),
    "introductions.declined_for": _("recorded that an organisation declines an introduction"),
    "introductions.both_accepted": _("gave both sides of an introduction their contact details"),
    "introductions.reminded": _("reminded an organisation of an introduction"),
    "introductions.returned": _("gave an introduction back to the campus"),
    "introductions.asked_again": _("asked again about an introduction"),
    "introductions.passed_on": _("passed an introduction on by hand"),
    "introductions.person_chosen": _("chose whom to write to about an introduction"),
    "introductions.withdrawn": _("took an introduction back"),
    "introductions.expired": _("let an introduction expire"),
    "introductions.met": _("noted that two organisations have met"),
    "introductions.outcome": _("said what came of an introduction"),
    "introductions.outcome_for": _("recorded what came of an introduction"),
    "introductions.closed": _("closed an introduction"),
    "introductions.project_made": _("made a joint project of an introduction"),
    "introductions.noted": _("changed the note about an introduction"),
    "introductions.cap_set": _("said how many introductions an organisation takes"),
    "introductions.cap_removed": _("removed an organisation’s own limit of introductions"),
    "introductions.template_edited": _("changed the template of a message"),
    "introductions.template_reset": _("gave the template of a message its usual words back"),
}
