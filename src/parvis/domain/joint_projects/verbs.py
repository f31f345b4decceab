"""What the log says of joint projects."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "joint_projects.created": _("put a joint project on record"),
    "joint_projects.edited": _("changed a joint project"),
    "joint_projects.moved": _("moved a joint project to another state"),
    "joint_projects.removed": _("removed a joint project"),
    "joint_projects.partner_added": _("added a partner to a joint project"),
    "joint_projects.partner_edited": _("changed what a partner does in a joint project"),
    "joint_projects.partner_left": _("noted that a partner left a joint project"),
    "joint_projects.partner_removed": _("took a partner out of a joint project"),
    "joint_projects.consent_asked": _("asked partners again whether everyone may read of a joint project"),
    "joint_projects.consent_answered": _("answered whether everyone may read of a joint project"),
    "joint_projects.milestone_added": _("added a milestone to a joint project"),
    "joint_projects.milestone_edited": _("changed a milestone of a joint project"),
    "joint_projects.milestone_reached": _("reached a milestone of a joint project"),
    "joint_projects.milestone_removed": _("removed a milestone of a joint project"),
    "joint_projects.funding_added": _("added funding to a joint project"),
    "joint_projects.funding_edited": _("changed the funding of a joint project"),
    "joint_projects.funding_removed": _("removed funding of a joint project"),
    "joint_projects.document_added": _("added a document to a joint project"),
    "joint_projects.document_removed": _("removed a document of a joint project"),
    "joint_projects.news_said": _("gave news of a joint project"),
    "joint_projects.news_removed": _("took news of a joint project back"),
    "joint_projects.news_asked": _("asked partners for news of a joint project"),
    "joint_projects.silence_told": _("told the community managers of a silent joint project"),
}
