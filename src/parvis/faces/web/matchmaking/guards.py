"""What views of suggestions begin with: the thing that the reader may see, or 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.rules import can_read_suggestions, can_read_suggestions_for, can_say_opinion
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.selectors.notices import notices_visible_to
from parvis.domain.needs.selectors.opportunities import opportunities_visible_to
from parvis.faces.web.layout.guards import SignedInRequest


def organisation_read(request: SignedInRequest, slug: str) -> Organisation:
    """An organisation whose suggestions the reader may see."""
    found = get_object_or_404(Organisation, slug=slug)
    if not can_read_suggestions(request.user, found):
        raise Http404
    return found


def organisation_spoken_for(request: SignedInRequest, slug: str) -> Organisation:
    """An organisation for which the reader says what suggestions are worth."""
    found = get_object_or_404(Organisation, slug=slug)
    if not can_say_opinion(request.user, found):
        raise Http404
    return found


def notice_read(request: SignedInRequest, slug: str) -> Notice:
    """A need or an offer whose suggestions the reader may see."""
    found = get_object_or_404(notices_visible_to(request.user).select_related("organisation"), slug=slug)
    if not can_read_suggestions_for(request.user, found):
        raise Http404
    return found


def opportunity_read(request: SignedInRequest, slug: str) -> Opportunity:
    """A call to partner for."""
    return get_object_or_404(opportunities_visible_to(request.user), slug=slug)
