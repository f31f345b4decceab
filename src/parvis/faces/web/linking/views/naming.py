"""The organisations that a name may mean, while somebody types it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.domain.linking.selectors.naming import LIKELY, perhaps_known
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

LONGEST = 300


@require_safe
@signed_in
def like(request: SignedInRequest) -> HttpResponse:
    """A fragment for forms: "is it one of these?"; empty where nothing is alike."""
    name, city = (" ".join(request.GET.get(field, "")[:LONGEST].split()) for field in ("name", "city"))
    found = perhaps_known(name, city, least=LIKELY) if len(name) > 2 else []
    return render(request, "web/linking/_like.html", {"found": found})
