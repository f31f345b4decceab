"""Want the weekly digest or not: in one's account, or by the link of a digest."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parvis.domain.matchmaking.selectors.digests import wants_digest
from parvis.domain.matchmaking.services.digests import choose_digest, reader_of
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def digest(request: SignedInRequest) -> HttpResponse:
    """The choice of whoever is signed in."""
    if request.method == "POST":
        is_off = request.POST.get("digest") != "on"
        choose_digest(user=request.user, is_off=is_off)
        messages.success(request, _("You get no weekly mail any more.") if is_off else _("You get the weekly mail."))
        return redirect("matchmaking:digest")
    return render(request, "web/matchmaking/digest.html", {"is_on": wants_digest(request.user)})


@csrf_exempt  # the token alone says who asks, and mail programs post without a session (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a digest: looking at it does nothing, for scanners of mails look at all links."""
    user = reader_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        choose_digest(user=user, is_off=True)
    context = {"is_done": not wants_digest(user), "token": token}
    return render(request, "web/matchmaking/digest_off.html", context)
