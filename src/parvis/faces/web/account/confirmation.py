"""Confirm who one is before an act that matters: by password, second factor, passkey or a mailed code."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.views import BaseReauthenticateView
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.cryptokit import normalize_user_code
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from parvis.base.accounts.tokens import hash_of
from parvis.faces.web.account.forms import CodeForm
from parvis.faces.web.layout.guards import to_sign_in

STATE = "account_confirmation_code"
ATTEMPTS = 3


def is_confirmed(request: HttpRequest) -> bool:
    """True for a while after signing in or confirming; a session that is left open confirms nothing."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records if record.get("reauthenticated")), default=0)
    return bool(time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT)


def confirmed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in whoever has confirmed lately; others confirm and come back, with what they sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not is_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


class ConfirmByCode(BaseReauthenticateView):  # type: ignore[misc]
    """Mails a code and takes it back. Sending and guessing count against the same limit."""

    form_class = CodeForm
    template_name = "web/account/confirm_by_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page knows whether a code is on its way."""
        return {**super().get_context_data(**kwargs), "is_sent": self._state() is not None}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or check the one that was typed in."""
        if "send" in request.POST or self._state() is None:
            self._send()
            return HttpResponseRedirect(request.get_full_path())
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _send(self) -> None:
        """Mail a code; the session keeps its hash."""
        code = get_adapter().generate_login_code()
        digest = hash_of(normalize_user_code(code))
        self.request.session[STATE] = {"hash": digest, "at": time.time(), "attempts": 0}
        get_adapter().send_mail("account/email/confirmation_code", self.request.user.email, {"code": code})

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Go on with what was asked for when the code is right."""
        state = self._state() or {}
        if hash_of(normalize_user_code(form.cleaned_data["code"])) != state.get("hash"):
            return self._refuse(form, state)
        del self.request.session[STATE]
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _refuse(self, form: forms.Form, state: dict[str, Any]) -> HttpResponse:
        state["attempts"] = state.get("attempts", 0) + 1
        if state["attempts"] < ATTEMPTS:
            self.request.session[STATE] = state
            form.add_error("code", get_adapter().error_messages["incorrect_code"])
            answer: HttpResponse = self.form_invalid(form)
            return answer
        self.request.session.pop(STATE, None)
        messages.error(self.request, _("This code was wrong too often and is no longer good. Ask for another one."))
        return HttpResponseRedirect(self.request.get_full_path())

    def _state(self) -> dict[str, Any] | None:
        """The code that is on its way, unless it has run out."""
        state: dict[str, Any] | None = self.request.session.get(STATE)
        is_good = state is not None and time.time() - state["at"] < app_settings.LOGIN_BY_CODE_TIMEOUT
        return state if is_good else None
