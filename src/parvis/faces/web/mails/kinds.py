"""What each kind of mail is about, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "accounts.account_already_exists": _("account that exists already"),
    "accounts.account_connected": _("outside account connected"),
    "accounts.account_disconnected": _("outside account disconnected"),
    "accounts.confirmation_code": _("code to confirm"),
    "accounts.email_change_new": _("new address to confirm"),
    "accounts.email_change_old": _("change of address"),
    "accounts.email_change_taken": _("address that is taken"),
    "accounts.email_changed": _("address changed"),
    "accounts.email_confirmation": _("address to confirm"),
    "accounts.email_confirmation_signup": _("address to confirm"),
    "accounts.login_code": _("code to sign in"),
    "accounts.password_changed": _("password changed"),
    "accounts.password_reset": _("new password"),
    "accounts.password_reset_code": _("new password"),
    "accounts.password_set": _("password set"),
    "accounts.recovery_codes_generated": _("recovery codes made"),
    "accounts.team_invitation": _("invitation to the team"),
    "accounts.totp_activated": _("second factor added"),
    "accounts.totp_deactivated": _("second factor removed"),
    "accounts.unknown_account": _("unknown address"),
    "accounts.unused_account": _("account long unused"),
    "accounts.webauthn_added": _("passkey added"),
    "accounts.webauthn_removed": _("passkey removed"),
    "stewardship.claim_accepted": _("request to manage accepted"),
    "stewardship.claim_granted": _("request to manage accepted"),
    "stewardship.claim_received": _("request to manage received"),
    "stewardship.claim_refused": _("request to manage refused"),
    "stewardship.claim_waiting": _("request to manage to decide"),
    "stewardship.correction_accepted": _("correction accepted"),
    "stewardship.correction_refused": _("correction refused"),
    "stewardship.correction_waiting": _("correction to decide"),
    "stewardship.invitation": _("invitation to an organisation"),
    "stewardship.invitation_accepted": _("invitation accepted"),
    "stewardship.person_claim_accepted": _("“this is me” accepted"),
    "stewardship.person_claim_refused": _("“this is me” refused"),
    "stewardship.person_claim_waiting": _("“this is me” to decide"),
}


def label_of(kind: str) -> str | Promise:
    """The words for a kind of mail; a kind without words stands for itself."""
    return LABELS.get(kind, kind)
