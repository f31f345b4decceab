"""Needs and offers as others read them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.base.accounts.rules import is_team
from parvis.domain.directory.rules import is_account
from parvis.domain.directory.selectors.members import memberships_visible_to
from parvis.domain.needs import rules
from parvis.domain.needs.enums import NoticeAction, NoticeState, Side
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.listing import notices_in_order, shown_notice_ids
from parvis.domain.needs.selectors.moderating import open_reports_of
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.domain.needs.services import moderating
from parvis.domain.needs.workflow import TRANSITIONS
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.navigation import address_of
from parvis.faces.web.needs.filters import NoticeFilterForm
from parvis.faces.web.needs.forms import HideForm, ReasonForm
from parvis.faces.web.needs.shared import introduction_address, paged, saved

LIST = "notices"


def _list(request: HttpRequest, side: Side) -> HttpResponse:
    form = NoticeFilterForm(request.GET)
    ids = [] if form.is_nobody else shown_notice_ids(request.user, form.filters(side))
    page = paged(request, ids)
    context = {
        "form": form,
        "page": page,
        "rows": notices_in_order(page.object_list),
        "side": side,
        "tab": side,
        "here": f"needs:{side}s",
        "is_filtered": any(form.asked().values()) or bool(request.GET.get("organisation")),
        "can_write": is_account(request.user),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    response = render(request, "web/needs/_notices.html" if is_fragment else "web/needs/notices.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """What organisations look for."""
    return _list(request, Side.NEED)


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What organisations offer."""
    return _list(request, Side.OFFER)


def found(request: HttpRequest, slug: str) -> Notice:
    """A need or an offer that the reader may see; any other does not exist for them."""
    rows = notices_visible_to(request.user).select_related("organisation__region", "person", "application__call")
    return get_object_or_404(rows.prefetch_related("themes", "regions"), slug=slug)


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """One need or offer: what, by whom, for whom, until when; contact is by introduction only."""
    one = found(request, slug)
    can_manage = rules.can_manage_notice(request.user, one)
    can_moderate = rules.can_moderate_notices(request.user)
    is_open = one.state == NoticeState.OPEN
    people = memberships_visible_to(request.user).filter(organisation=one.organisation, person=one.person)
    context = {
        "notice": one,
        "tab": one.side,
        "can_manage": can_manage,
        "acts": {action.value for action in NoticeAction if (one.state, action) in TRANSITIONS},
        "is_open": is_open,
        "membership": people.first() if one.person_id else None,
        "introduce": introduction_address(request, one) if is_open and (not can_manage or can_moderate) else "",
        "must_sign_in": is_open and not is_account(request.user),
        "must_act": is_open and is_account(request.user) and not rules.can_see_interests(request.user),
        "helpers": address_of("matchmaking:notice", one.slug) if is_open and can_manage else "",
        "can_report": rules.can_report_notice(request.user, one),
        "can_moderate": can_moderate,
        "reports": open_reports_of(one) if can_moderate else [],
        "hide_form": HideForm(),
        "is_team": is_team(request.user),
    }
    return render(request, "web/needs/notice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask the team to look at a notice."""
    one = found(request, slug)
    if not rules.can_report_notice(request.user, one):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if saved(form, lambda: moderating.report_notice(actor=request.user, notice=one, reason=reason)):
            messages.success(request, _("Thank you. The campus team looks at it."))
            return redirect(one)
    context = {"notice": one, "form": form, "tab": one.side}
    return render(request, "web/needs/report.html", context, status=422 if form.errors else 200)
