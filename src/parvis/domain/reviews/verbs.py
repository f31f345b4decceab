"""What the log says of panels and reviews."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "reviews.panel_created": _("opened a panel"),
    "reviews.panel_edited": _("changed a panel"),
    "reviews.panel_moved": _("moved a panel on"),
    "reviews.criterion_added": _("added a criterion"),
    "reviews.criterion_edited": _("changed a criterion"),
    "reviews.criterion_moved": _("moved a criterion"),
    "reviews.criterion_removed": _("took out a criterion"),
    "reviews.criteria_added": _("added a rubric"),
    "reviews.conflicts_detected": _("found or withdrew conflicts of interest"),
}
