"""What the log says of needs, offers and opportunities."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "needs.notice_created": _("wrote a need or an offer"),
    "needs.notice_drafted": _("made a draft of a need from an application"),
    "needs.notice_edited": _("changed a need or an offer"),
    "needs.notice_published": _("published a need or an offer"),
    "needs.notice_met": _("said that a need or an offer has found its match"),
    "needs.notice_withdrawn": _("withdrew a need or an offer"),
    "needs.notice_expired": _("let a need or an offer end"),
    "needs.notice_reopened": _("opened a need or an offer again"),
    "needs.notice_prolonged": _("prolonged a need or an offer"),
    "needs.warned": _("told its writers that needs or offers end soon"),
    "needs.notice_removed": _("removed a draft of a need or an offer"),
    "needs.notice_reported": _("reported a need or an offer"),
    "needs.notice_hidden": _("hid a need or an offer"),
    "needs.notice_shown": _("showed a need or an offer again"),
    "needs.reports_settled": _("settled what was reported about a need or an offer"),
    "needs.questions_edited": _("said which questions of a form ask for needs"),
    "needs.opportunity_created": _("entered a call to partner for"),
    "needs.opportunity_edited": _("changed a call to partner for"),
    "needs.opportunity_hidden": _("hid a call to partner for"),
    "needs.opportunity_shown": _("showed a call to partner for again"),
    "needs.import_staged": _("read a file of calls to partner for"),
    "needs.import_discarded": _("set a file of calls to partner for aside"),
    "needs.opportunities_imported": _("imported calls to partner for"),
    "needs.interest_said": _("said that an organisation would answer a call"),
    "needs.interest_taken_back": _("took back that an organisation would answer a call"),
}
