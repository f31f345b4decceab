"""Say what one thinks of a suggestion, see what was said, take it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import ParvisError
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.enums import Thumb
from parvis.domain.matchmaking.rules import can_say_opinion
from parvis.domain.matchmaking.selectors.opinions import opinions_of
from parvis.domain.matchmaking.services import opinions as services
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.matchmaking import guards
from parvis.faces.web.matchmaking.forms import DownForm

PER_PAGE = 25


@require_safe
@signed_in
def opinions(request: SignedInRequest, slug: str) -> HttpResponse:
    """What holds for an organisation, and can be taken back."""
    organisation = guards.organisation_read(request, slug)
    page = Paginator(opinions_of(request.user, organisation), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": page,
        "can_say": can_say_opinion(request.user, organisation),
    }
    return render(request, "web/matchmaking/opinions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def say(request: SignedInRequest, slug: str) -> HttpResponse:
    """A thumb up counts at once; one down asks why first."""
    organisation = guards.organisation_spoken_for(request, slug)
    given = request.POST if request.method == "POST" else request.GET
    other = get_object_or_404(Organisation, slug=given.get("other", ""))
    notice = _notice(request, given.get("notice", ""))
    back = _back(request, given.get("back", ""), organisation)
    form = DownForm(request.POST if "reason" in request.POST or "text" in request.POST else None)
    is_up = request.method == "POST" and given.get("thumb") == Thumb.UP
    if is_up or (request.method == "POST" and form.is_valid()):
        values = {"reason": "", "text": ""} if is_up else form.cleaned_data
        thumb = Thumb.UP if is_up else Thumb.DOWN
        try:
            services.say_opinion(
                actor=request.user, organisation=organisation, other=other, thumb=thumb, notice=notice, **values
            )
        except ParvisError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Thank you: this counts from now on."))
        return redirect(back)
    context = {"organisation": organisation, "other": other, "notice": notice, "form": form, "back": back}
    return render(request, "web/matchmaking/down.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def take_back(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take an opinion back."""
    organisation = guards.organisation_spoken_for(request, slug)
    opinion = get_object_or_404(opinions_of(request.user, organisation), pk=pk)
    try:
        services.take_back(actor=request.user, opinion=opinion)
    except ParvisError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("This is taken back: the organisation may be suggested again."))
    return redirect("matchmaking:opinions", slug)


def _notice(request: SignedInRequest, slug: str) -> Notice | None:
    if not slug:
        return None
    found = notices_visible_to(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _back(request: SignedInRequest, asked: str, organisation: Organisation) -> str:
    """The page from which somebody came, when it is one of ours."""
    if asked and url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("matchmaking:organisation", args=[organisation.slug])
