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
    "reviews.assignment_asked": _("asked for a proposal of who reads what"),
    "reviews.assignment_applied": _("gave applications to reviewers"),
    "reviews.assignment_discarded": _("set a proposal aside"),
    "reviews.pair_added": _("gave an application to a reviewer"),
    "reviews.pair_removed": _("took an application back from a reviewer"),
    "reviews.pair_ruled": _("wanted or ruled out a reviewer"),
    "reviews.pairs_imported": _("read assignments from a file"),
    "reviews.conflicts_detected": _("found or withdrew conflicts of interest"),
}
