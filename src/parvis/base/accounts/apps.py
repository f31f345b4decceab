"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS = {
    "accounts.created": _("opened an account"),
    "accounts.signed_up": _("signed up"),
    "accounts.signed_in": _("signed in"),
    "accounts.profile_edited": _("edited their profile"),
    "accounts.password_changed": _("changed a password"),
    "accounts.email_change_requested": _("asked to change their address"),
    "accounts.email_change_cancelled": _("stopped the change of their address"),
    "accounts.email_changed": _("changed their address"),
    "accounts.factor_added": _("added a second factor"),
    "accounts.factor_removed": _("removed a second factor"),
    "accounts.factor_renewed": _("renewed their recovery codes"),
    "accounts.outside_account_added": _("connected an outside account"),
    "accounts.outside_account_removed": _("disconnected an outside account"),
    "accounts.session_ended": _("ended a session"),
    "accounts.sessions_ended": _("ended their other sessions"),
    "accounts.role_granted": _("gave a role"),
    "accounts.role_revoked": _("took a role away"),
    "accounts.deactivated": _("deactivated an account"),
    "accounts.reactivated": _("reactivated an account"),
    "accounts.invited_to_team": _("invited to the team"),
    "accounts.invitation_revoked": _("revoked an invitation to the team"),
    "accounts.invitation_accepted": _("accepted an invitation to the team"),
    "accounts.data_downloaded": _("downloaded what is held about them"),
    "accounts.warned_unused": _("warned that an account is unused"),
    "accounts.erased": _("erased an account"),
}


class AccountsConfig(AppConfig):
    name = "parvis.base.accounts"
    label = "accounts"
    verbose_name = _("accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to allauth, and declare verbs, personal data and what is not kept for ever."""
        from parvis.base.accounts import receivers  # noqa: PLC0415 -- needs loaded models
        from parvis.base.accounts.personal_data import ACCOUNT  # noqa: PLC0415 -- needs loaded models
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- needs loaded models
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.accounts.services import retention  # noqa: PLC0415 -- needs loaded models
        from parvis.core.journal import verbs  # noqa: PLC0415 -- beside the others

        for name, words in VERBS.items():
            verbs.register(name, words)
        personal_data.register("accounts", ACCOUNT)
        retentions.register("accounts", Retention("inactive_accounts", retention.prune_unused_accounts))
        retentions.register("invitations", Retention("invitations", retention.prune_invitations))
        retentions.register("sessions", Retention("sessions", retention.prune_sessions))
        receivers.connect()
