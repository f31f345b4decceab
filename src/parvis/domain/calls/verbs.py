"""What the log says of the acts on calls and applications."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "calls.call_created": _("created the call"),
    "calls.call_copied": _("copied the call"),
    "calls.call_edited": _("edited the call"),
    "calls.call_opened": _("opened the call"),
    "calls.call_closed": _("closed the call"),
    "calls.call_archived": _("archived the call"),
    "calls.call_restored": _("brought the call back from the archive"),
    "calls.call_removed": _("removed a call that was never opened"),
    "calls.application_submitted": _("submitted the application"),
    "calls.application_reopened": _("reopened the application"),
    "calls.application_withdrawn": _("withdrew the application"),
    "calls.application_admitted": _("admitted the application to the review"),
    "calls.application_dismissed": _("dismissed the application"),
    "calls.application_recalled": _("took the application up again"),
    "calls.application_shortlisted": _("shortlisted the application"),
    "calls.application_accepted": _("accepted the application"),
    "calls.application_waitlisted": _("put the application on the waiting list"),
    "calls.application_rejected": _("did not select the application"),
}
