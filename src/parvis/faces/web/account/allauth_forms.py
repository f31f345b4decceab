"""allauth's forms in our words; the settings ACCOUNT_FORMS, MFA_FORMS and SOCIALACCOUNT_FORMS name them."""

import struct
from collections.abc import Callable
from typing import Any, cast

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext_lazy as _

from parvis.faces.web.account.forms import name_field

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "code": _("Code"),
    "remember": _("Stay signed in on this device"),
}
PASSWORD_HELP = _("At least 10 characters, not digits alone, and nothing near your name or address.")


class OurWords:
    """Labels of our own, no placeholders (a label says it already), one field for a new password instead of two."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name in {"password", "oldpassword"}:
                field.help_text = ""
            elif name == "password1":
                field.help_text = PASSWORD_HELP


class SignInForm(OurWords, account.LoginForm):  # type: ignore[misc]
    """Address and password."""


class SignUpForm(OurWords, account.SignupForm):  # type: ignore[misc]
    """Name and address; a password only for whoever wants one."""

    name = name_field()
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password1" in self.fields:
            self.fields["password1"].label = _("Password")
            self.fields["password1"].help_text = _(
                "At least 10 characters. Without a password you sign in with a code that we mail to you, or with a "
                "passkey."
            )


class OutsideSignUpForm(OurWords, social.SignupForm):  # type: ignore[misc]
    """Sign-up through an OpenID Connect service that did not say enough."""

    name = name_field()
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", self.sociallogin.user.name)


class RequestCodeForm(OurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address to which a code goes."""


class SignInCodeForm(OurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """A mailed code that signs in."""


class ConfirmAddressForm(OurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """A mailed code that confirms an address."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address of an account whose password is lost."""


class ResetCodeForm(OurWords, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """A mailed code that lets one choose a new password."""


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The password after a reset."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""


class SetPasswordForm(OurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ConfirmByPasswordForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before an act that matters."""


class SecondFactorForm(OurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the application, or a recovery code."""


class ConfirmBySecondFactorForm(OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The same, before an act that matters."""


class AddApplicationForm(OurWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an application."""


class CarefulCredential:
    """Answers a credential that is malformed or forged with a sentence, where fido2 would end in an error of ours."""

    def clean(self) -> dict[str, Any]:
        """Read the credential of a new passkey."""
        return cast("dict[str, Any]", self._carefully(super().clean))  # type: ignore[misc]

    def clean_credential(self) -> Any:
        """Read the answer of a passkey that exists."""
        read = getattr(super(), "clean_credential", None)
        return self._carefully(read) if read else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def _carefully(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except (ValueError, TypeError, LookupError, AttributeError, EOFError, struct.error, InvalidSignature) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignInPasskeyForm(CarefulCredential, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in alone."""


class SecondFactorPasskeyForm(CarefulCredential, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a password or a mailed code."""


class ConfirmByPasskeyForm(CarefulCredential, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before an act that matters."""


class AddPasskeyForm(CarefulCredential, OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in alone, unless its owner wants it as a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self.fields["name"])
        self.initial.setdefault("passwordless", True)
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this passkey alone")
        alone.help_text = _(
            "Your device then asks for a fingerprint, a face or a PIN. Otherwise it is only a second factor."
        )


class FirstPasskeyForm(CarefulCredential, OurWords, webauthn.SignupWebAuthnForm):  # type: ignore[misc]
    """The passkey of a new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self.fields["name"])


class RenamePasskeyForm(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self.fields["name"])


def name_passkey(field: Any) -> None:
    """The words beside the name of a passkey."""
    field.label = _("Name of this passkey")
    field.help_text = _("So that you recognise it: the name of the device, for example.")
    field.max_length = 60
