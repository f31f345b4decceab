"""What the log says of requests."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "stewardship.invitation_sent": _("invited someone to the organisation"),
    "stewardship.invitation_revoked": _("revoked an invitation to the organisation"),
    "stewardship.invitation_accepted": _("accepted an invitation to the organisation"),
    "stewardship.claim_asked": _("asked to manage the organisation"),
    "stewardship.claim_granted": _("was given the management of the organisation by their mail domain"),
    "stewardship.claim_accepted": _("accepted the request to manage the organisation"),
    "stewardship.claim_refused": _("refused the request to manage the organisation"),
    "stewardship.claim_withdrawn": _("withdrew the request to manage the organisation"),
    "stewardship.correction_suggested": _("suggested a correction of the organisation"),
    "stewardship.correction_accepted": _("accepted a correction of the organisation"),
    "stewardship.correction_refused": _("refused a correction of the organisation"),
    "stewardship.correction_withdrawn": _("withdrew a correction of the organisation"),
    "stewardship.person_claimed": _("said to be a person of the directory"),
    "stewardship.person_linked": _("linked an account with a person of the directory"),
    "stewardship.person_claim_refused": _("refused to link an account with a person of the directory"),
    "stewardship.person_claim_withdrawn": _("withdrew the request to be linked with a person of the directory"),
    "stewardship.person_unlinked": _("unlinked an account from a person of the directory"),
}
