"""Settings of sign-in: allauth, passwords, second factors, limits."""

from typing import Any

from parvis.config import env
from parvis.config.oidc import Oidc

FORMS = "parvis.faces.web.account.allauth_forms"
VALIDATORS = "django.contrib.auth.password_validation"


def sign_in_settings(oidc: Oidc | None) -> dict[str, Any]:
    """Everything that allauth and Django's own passwords read."""
    return {**ACCOUNTS, **FACTORS, **outside_accounts(oidc)}


ACCOUNTS: dict[str, Any] = {
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "dashboard:dashboard",
    "LOGOUT_REDIRECT_URL": "/",
    "SIGN_UP": env.choice("PARVIS_SIGN_UP", "open", ("open", "invited")),
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": f"{VALIDATORS}.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("email", "name")},
        },
        {"NAME": f"{VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
        {"NAME": f"{VALIDATORS}.NumericPasswordValidator"},
    ],
    "ACCOUNT_ADAPTER": "parvis.base.accounts.adapter.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1"],
    "ACCOUNT_FORMS": {
        "login": f"{FORMS}.SignInForm",
        "signup": f"{FORMS}.SignUpForm",
        "request_login_code": f"{FORMS}.RequestCodeForm",
        "confirm_login_code": f"{FORMS}.SignInCodeForm",
        "confirm_email_verification_code": f"{FORMS}.ConfirmAddressForm",
        "reset_password": f"{FORMS}.ResetPasswordForm",
        "confirm_password_reset_code": f"{FORMS}.ResetCodeForm",
        "reset_password_from_key": f"{FORMS}.NewPasswordForm",
        "change_password": f"{FORMS}.ChangePasswordForm",
        "set_password": f"{FORMS}.SetPasswordForm",
        "reauthenticate": f"{FORMS}.ConfirmByPasswordForm",
    },
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": 3,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 10 * 60,
    "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": 10 * 60,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
    "ACCOUNT_RATE_LIMITS": {
        "login": "30/m/ip",
        "login_failed": "20/m/ip,5/10m/key",
        "signup": "20/m/ip",
        "request_login_code": "20/m/ip,5/10m/key",
        "reset_password": "20/m/ip,5/10m/key",
        "confirm_email": "1/10s/key,10/h/key",
        "reauthenticate": "10/5m/user",
        "manage_email": "10/h/user",
        "change_password": "5/m/user",
    },
}

FACTORS: dict[str, Any] = {
    "MFA_ADAPTER": "parvis.base.accounts.adapter.MfaAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_PASSKEY_SIGNUP_ENABLED": True,
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_FORMS": {
        "authenticate": f"{FORMS}.SecondFactorForm",
        "reauthenticate": f"{FORMS}.ConfirmBySecondFactorForm",
        "activate_totp": f"{FORMS}.AddApplicationForm",
        "add_webauthn": f"{FORMS}.AddPasskeyForm",
        "signup_webauthn": f"{FORMS}.FirstPasskeyForm",
        "edit_webauthn": f"{FORMS}.RenamePasskeyForm",
        "login_webauthn": f"{FORMS}.SignInPasskeyForm",
        "authenticate_webauthn": f"{FORMS}.SecondFactorPasskeyForm",
        "reauthenticate_webauthn": f"{FORMS}.ConfirmByPasskeyForm",
    },
}


def outside_accounts(oidc: Oidc | None) -> dict[str, Any]:
    """Sign-in through the OpenID Connect service, where one is set."""
    trusted = env.flag("PARVIS_OIDC_TRUST_EMAIL")
    scopes = env.words("PARVIS_OIDC_SCOPES", "openid,profile,email")
    acr = env.text("PARVIS_OIDC_ACR")
    apps = []
    if oidc is not None:
        apps.append(
            {
                "provider_id": "oidc",
                "name": oidc.name,
                "client_id": oidc.client_id,
                "secret": oidc.client_secret,
                "settings": {
                    "server_url": oidc.issuer,
                    "scope": scopes,
                    "auth_params": {"acr_values": acr} if acr else {},
                    "verified_email": trusted,
                    "email_authentication": trusted,
                },
            }
        )
    return {
        "SOCIALACCOUNT_ADAPTER": "parvis.base.accounts.adapter.SocialAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"oidc": {"APPS": apps}},
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": trusted,
        "SOCIALACCOUNT_FORMS": {"signup": f"{FORMS}.OutsideSignUpForm"},
        "SOCIALACCOUNT_STORE_TOKENS": False,
    }
