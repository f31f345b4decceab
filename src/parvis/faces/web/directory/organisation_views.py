"""The pages of an organisation and of a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.domain.directory.selectors.organisations import organisation_page
from parvis.domain.directory.selectors.people import person_page
from parvis.faces.web.directory.organisation_context import organisation_context, person_actions
from parvis.faces.web.directory.structured_data import organisation_data, person_data
from parvis.faces.web.seo.structured import script


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one organisation that the reader may see."""
    number = request.GET.get("children", "")
    page = organisation_page(
        slug, request.user, children_page=int(number) if number.isdecimal() and len(number) < 7 else 1
    )
    if page is None:
        raise Http404
    context = organisation_context(request.user, page)
    context["structured"] = script(organisation_data(page, context["summary"]))
    return render(request, "web/directory/organisation.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: functions for everyone, contact details for those who may see them."""
    page = person_page(slug, request.user)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "person": page.person,
        "actions": person_actions(request.user, page),
        "structured": script(person_data(page)),
    }
    return render(request, "web/directory/person.html", context)
