"""What the log says of those who apply."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "applying.application_begun": _("began the application"),
    "applying.form_followed": _("moved the draft to the newer form"),
    "applying.applicant_added": _("entered the organisation in order to apply"),
    "applying.correction_answered": _("answered a request for correction"),
    "applying.later_form_asked": _("asked for a further form"),
    "applying.later_form_submitted": _("sent a further form"),
    "applying.colleague_invited": _("invited a colleague to write the application"),
    "applying.colleague_joined": _("accepted an invitation to write the application"),
    "applying.colleague_asked": _("asked to write the application with its writers"),
    "applying.colleague_let_in": _("let a colleague write the application"),
    "applying.colleague_left": _("left the application"),
    "applying.colleague_removed": _("took back a colleague's right over the application"),
    "applying.colleague_right_changed": _("changed a colleague's right over the application"),
    "applying.late_access_taken": _("took up a late access"),
    "applying.applicant_reminded": _("reminded those who write the application of its deadline"),
}
