"""What the log says of the directory's acts."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "directory.organisation_created": _("added the organisation"),
    "directory.organisation_edited": _("edited the organisation"),
    "directory.organisation_confirmed": _("confirmed the organisation"),
    "directory.organisation_closed": _("closed the organisation"),
    "directory.organisation_reopened": _("reopened the organisation"),
    "directory.organisation_put_to_sleep": _("marked the organisation as dormant"),
    "directory.access_granted": _("gave a right over the organisation"),
    "directory.access_changed": _("changed a right over the organisation"),
    "directory.access_removed": _("took away a right over the organisation"),
    "directory.person_created": _("added a person"),
    "directory.person_edited": _("edited a person"),
    "directory.person_removed": _("removed a person"),
    "directory.membership_added": _("added a membership"),
    "directory.membership_edited": _("edited a membership"),
    "directory.membership_ended": _("ended a membership"),
    "directory.membership_removed": _("removed a membership"),
}
