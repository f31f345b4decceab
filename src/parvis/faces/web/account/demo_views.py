"""Sign in with one click: in a demo only."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import DemoAccount, demo_accounts


def known_demo_accounts() -> list[DemoAccount]:
    """The accounts of the demo; none outside a demo."""
    if not settings.DEMO:
        return []
    return [account for _name, source in demo_accounts for account in source()]


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the accounts of the demo, without its password; 404 outside a demo."""
    email = request.POST.get("email", "")
    if email not in {account.email for account in known_demo_accounts()}:
        raise Http404
    user = get_object_or_404(User, email=email, is_active=True)
    record_authentication(request, user, method="demo")
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer
