"""The pages of allauth that parvis uses, under addresses and with guards of our own.

They keep the names that allauth looks up. What is not listed cannot be reached. Acts that change the account run in
one transaction with their line in the log.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.db import transaction
from django.urls import path
from django.views.decorators.cache import never_cache

from parvis.base.accounts import provider
from parvis.faces.web.account import entrance, views
from parvis.faces.web.account.confirmation import confirmed

View = Callable[..., Any]


def act(view: View) -> View:
    """A page that changes something that only its owner may change: confirmed lately, all or nothing."""
    return confirmed(transaction.atomic(view))


urlpatterns = [
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", entrance.sign_up, name="account_signup"),
    path("sign-up/passkey/", account.signup_by_passkey, name="account_signup_by_passkey"),
    path("sign-up/passkey/create/", transaction.atomic(webauthn.signup_webauthn), name="mfa_signup_webauthn"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("address/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("address/", views.address, name="account_email"),
    path("sign-in/code/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", confirmed(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("password/reset/new/", account.complete_password_reset, name="account_complete_password_reset"),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", views.confirm_by_code, name="account_reauthenticate_by_code"),
    path("confirm/second-factor/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/application/add/", act(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/application/remove/", act(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", never_cache(act(codes.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/renew/", act(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", act(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/rename/", act(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", act(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("outside/", act(entrance.outside_accounts), name="socialaccount_connections"),
    path("outside/sign-up/", social.signup, name="socialaccount_signup"),
    path("outside/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("outside/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/sign-in/", provider.login, name="oidc_login"),
    path("oidc/callback/", provider.callback, name="oidc_callback"),
]
