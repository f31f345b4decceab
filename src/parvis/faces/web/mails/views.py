"""Mails for administrators: list, one mail, send again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.base.accounts.enums import Role
from parvis.base.messaging import rules
from parvis.base.messaging.selectors.mails import MailFilters, delivers, mails_visible_to
from parvis.base.messaging.services.retry import retry_mail
from parvis.core.errors import Conflict, InvalidTransition
from parvis.faces.web.layout.guards import SignedInRequest, role_required
from parvis.faces.web.mails.forms import FilterForm
from parvis.faces.web.mails.kinds import label_of

PER_PAGE = 30
administrators_only = role_required(Role.ADMINISTRATOR)


@administrators_only
def mails(request: SignedInRequest) -> HttpResponse:
    """All mails with filters; the list alone for htmx."""
    form = FilterForm(request.GET)
    page = Paginator(mails_visible_to(request.user, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(mail, label_of(mail.kind)) for mail in page]
    context = {"form": form, "page": page, "rows": rows, "delivers": delivers()}
    return render(request, "web/mails/_list.html" if request.htmx else "web/mails/mails.html", context)


@administrators_only
def mail(request: SignedInRequest, mail_id: int) -> HttpResponse:
    """One mail."""
    found = get_object_or_404(mails_visible_to(request.user, MailFilters()), pk=mail_id)
    can_retry = rules.can_retry(request.user, found) and delivers()
    return render(request, "web/mails/mail.html", {"mail": found, "can_retry": can_retry})


@administrators_only
@require_POST
def retry(request: SignedInRequest, mail_id: int) -> HttpResponse:
    """Send a mail again."""
    found = get_object_or_404(mails_visible_to(request.user, MailFilters()), pk=mail_id)
    try:
        retry_mail(actor=request.user, mail=found)
    except (Conflict, InvalidTransition) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The mail is on its way again."))
    return redirect("mails:mail", found.pk)
