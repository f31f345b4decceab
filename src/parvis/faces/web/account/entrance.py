"""The doors: sign in, sign up, connect an account elsewhere."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, SignupView
from allauth.socialaccount.views import ConnectionsView
from django.conf import settings

from parvis.faces.web.account.demo_views import known_demo_accounts


class SignIn(LoginView):  # type: ignore[misc]
    """Password first, and every other way in beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What else opens an account here."""
        return {
            **super().get_context_data(**kwargs),
            "oidc_name": settings.OIDC.name if settings.OIDC else "",
            "sign_up_is_open": get_adapter().is_open_for_signup(self.request),
            "demo_accounts": known_demo_accounts(),
        }


class SignUp(SignupView):  # type: ignore[misc]
    """A new account."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outside service opens accounts, too."""
        return {**super().get_context_data(**kwargs), "oidc_name": settings.OIDC.name if settings.OIDC else ""}


class OutsideAccounts(ConnectionsView):  # type: ignore[misc]
    """Accounts elsewhere that open this one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One can connect another only where a service is set."""
        return {**super().get_context_data(**kwargs), "oidc_name": settings.OIDC.name if settings.OIDC else ""}


outside_accounts = OutsideAccounts.as_view()
sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
