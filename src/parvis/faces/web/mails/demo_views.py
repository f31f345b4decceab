"""The inbox of a demo: every mail, for everybody, because its accounts are nobody's."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from parvis.base.messaging.selectors.mails import MailFilters, demo_mails
from parvis.faces.web.mails.forms import InboxForm

PER_PAGE = 20


@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """The mails of a demo, newest first; not there outside a demo."""
    if not settings.DEMO:
        raise Http404
    form = InboxForm(request.GET)
    page = Paginator(demo_mails(form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/mails/inbox.html", {"form": form, "page": page})


@never_cache
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """One mail of a demo, with links that can be followed."""
    found = get_object_or_404(demo_mails(MailFilters()), pk=mail_id)
    return render(request, "web/mails/inbox_mail.html", {"mail": found})
